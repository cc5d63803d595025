"""Where a finding stands, as other programs look it up: a path from the top of the repository."""

from urllib.parse import quote

from aimslint.views import Listing

SETTINGS = "aimslint.yaml"


def settings_of(listing: Listing) -> str:
    """The file that findings about nothing in particular point at."""
    return SETTINGS if listing.root == "." else f"{listing.root}/{SETTINGS}"


def inside(path: str, listing: Listing) -> str:
    """`path`, or the settings where it does not lead to something below the top: no target may be led elsewhere."""
    parts = path.split("/")
    return settings_of(listing) if any(part in ("", ".", "..") for part in parts) else path


def uri(path: str) -> str:
    """A path as a relative URI: all but letters, digits and `/_.-~` percent-encoded, so that no part has a meaning."""
    try:
        encoded = path.encode("utf-8", "surrogateescape")  # the bytes that the file system holds
    except UnicodeEncodeError:
        encoded = path.encode("utf-8", "surrogatepass")
    return quote(encoded, safe="/")
