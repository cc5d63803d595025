"""What the generated pages of the documentation share."""

from collections.abc import Iterable, Sequence

from aimslint.records.table import all_kinds

MADE = "<!-- Made by `make generate` from the code; what is edited here is overwritten. -->\n\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; a bar in a cell would end it."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines) + "\n"


def kind_link(kind: str, records: str) -> str:
    """A kind, entry kind or typed list as a link to its page; `records` is the way to the folder of these pages."""
    about = all_kinds().get(kind.partition(".")[0])
    if about is None:
        return f"`{kind}`"
    return f"[`{kind}`]({records}/{about.holder or about.name}.md)"


def counted(number: int, word: str) -> str:
    """A number with its word: `1 rule`, `2 rules`."""
    return f"{number} {word}{'' if number == 1 else 's'}"
