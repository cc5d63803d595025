"""Bends every field of every kind of record in every way we know, one at a time: each must be one finding.

Takes minutes. `tests/records/test_one_bent_field.py` tries a part of it on every run.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from tests.records.build import bends, record_kinds
from tests.records.trouble import trouble


def main() -> int:
    """Try all bends. Gives 1 when one is told wrongly, and says which."""
    tried, wrong = 0, []
    for kind in record_kinds():
        for bend in bends(kind):
            tried += 1
            if (said := trouble(kind, bend)) is not None:
                wrong.append(f"{kind.name}: {said}")
    for line in wrong:
        sys.stderr.write(f"{line}\n")
    sys.stdout.write(f"check_every_bend: {tried - len(wrong)} of {tried} bent fields are told once, at their line\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
