"""Write everything that is made from the code: what a check finds ready-made (the table of kinds,
the packs), the JSON Schemas, pages of the documentation.

Running it twice changes nothing. Files of its own that it no longer makes are deleted.
"""

import sys
from collections.abc import Mapping
from pathlib import Path

from framework_pages import framework_files
from pages import facts_page, kind_page, kinds_page
from prepared_files import prepared_files
from requirement_pages import requirement_files
from rule_pages import rule_files

from aimslint.engine import everything as every_pack
from aimslint.engine import rulebook_of
from aimslint.json_schemas import any_record_schema, config_schema, pack_schemas, record_schema, rule_schema
from aimslint.json_schemas.text import json_text
from aimslint.records import table
from aimslint.records.table import all_kinds, record_kinds
from aimslint.rulebook import Rulebook
from aimslint.trees import MemoryTree

TOP = Path(__file__).resolve().parent.parent

TABLE = "aimslint/records/kinds.json"
PREPARED = "aimslint/prepared.txt"

# Every file that fits one of these is made here, so that what is no longer made can go.
OWN = (
    TABLE,
    PREPARED,
    "schemas/*.schema.json",
    "docs/records/*.md",
    "docs/facts.md",
    "docs/frameworks/*.md",
    "docs/rules/*.md",
    "docs/requirements/*.md",
    "docs/requirements/*/*.md",
)


def main() -> int:
    """Write all files, delete stale ones, say how many changed. Gives 0."""
    made = everything()
    changed, deleted = deliver(made, TOP)
    print(f"generate: {len(made)} files, {changed} changed, {deleted} deleted")
    return 0


def deliver(made: Mapping[str, str], top: Path) -> tuple[int, int]:
    """Bring the files below `top` in line with `made`. Gives how many changed, how many went."""
    stale = [path for pattern in OWN for path in top.glob(pattern) if path.relative_to(top).as_posix() not in made]
    for path in stale:
        path.unlink()
    return sum(write(top / name, text) for name, text in made.items()), len(stale)


def everything() -> dict[str, str]:
    """Every generated file by its path from the top."""
    rulebook = rulebook_of(MemoryTree({}), every_pack(), "")
    return {TABLE: table.written(), PREPARED: prepared_files(), **schemas(rulebook), **documentation(rulebook)}


def schemas(rulebook: Rulebook) -> dict[str, str]:
    """One schema a record kind, one that switches on `kind`, the configuration, the rule file, the files of a pack."""
    made: Mapping[str, object] = {
        **{kind: record_schema(kind) for kind in record_kinds()},
        "record": any_record_schema(),
        "aimslint": config_schema(rulebook),
        "rule": rule_schema(),
        **pack_schemas(),
    }
    return {f"schemas/{name}.schema.json": json_text(schema) for name, schema in made.items()}


def documentation(rulebook: Rulebook) -> dict[str, str]:
    """A page a record kind, a rule, a requirement and a framework, the lists of these, and the facts."""
    return {
        "docs/records/README.md": kinds_page(),
        **{f"docs/records/{name}.md": kind_page(all_kinds()[name]) for name in record_kinds()},
        "docs/facts.md": facts_page(),
        **rule_files(rulebook),
        **requirement_files(rulebook),
        **framework_files(rulebook),
    }


def write(path: Path, text: str) -> bool:
    """Write a file unless it holds `text` already. Gives whether it did not."""
    raw = text.encode("utf-8")
    if path.is_file() and path.read_bytes() == raw:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(raw)
    return True


if __name__ == "__main__":
    sys.exit(main())
