"""How texts in records are written: days, lengths of time, ids, paths and links, as patterns.

They mean the same to pydantic (Rust), Python and editors (ECMAScript).
"""

from collections.abc import Mapping

from aimslint.records.shape import ScalarName

# Digits are written out, for `\d` takes any script's, and so are the characters that count as space or control in one
# place and not in another.
DAY_PATTERN = (
    r"^(?:19[5-9][0-9]|2[01][0-9][0-9])-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    r"|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))$"
    r"|^(?:19(?:5[26]|[68][048]|[79][26])|20(?:[02468][048]|[13579][26])|21(?:0[48]|[2468][048]|[13579][26]))-02-29$"
)
DURATION_PATTERN = r"^[1-9][0-9]{0,3} (?:days?|weeks?|months?|years?)$"
_UNSEEN = r"\u00ad\u115f\u1160\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0"
ID_PATTERN = rf"^[^\s\x00-\x1f\x7f-\x9f{_UNSEEN}/#\[\]]{{1,100}}$"
LINK_PATTERN = r"^https?://[^\s\x00-\x1f\x7f-\x9f\ufeff]+$"
PATH_PATTERN = r"^/?[^/\\\x00-\x1f][^\\\x00-\x1f]*$"

PATTERNS: Mapping[ScalarName, str] = {
    "day": DAY_PATTERN,
    "duration": DURATION_PATTERN,
    "id": ID_PATTERN,
    "path": PATH_PATTERN,
    "glob": PATH_PATTERN,
    "link": LINK_PATTERN,
}
"""By what shapes call a value that is written so; paths and patterns over paths are written alike."""

REVIEW_INTERVAL = "12 months"
"""How often something is looked at again where a record does not say."""
