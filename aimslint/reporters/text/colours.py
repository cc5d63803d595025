"""Which colour means what, as codes of the terminal."""

COLOURS = {
    "error": "1;31",
    "warning": "1;33",
    "info": "1;36",
    "path": "1",
    "gutter": "34",
    "label": "1",
}


def paint(text: str, role: str) -> str:
    """`text` between the code for its role and the one that ends it."""
    return f"\x1b[{COLOURS[role]}m{text}\x1b[0m"
