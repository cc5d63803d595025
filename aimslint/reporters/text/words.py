"""Small words that every output for people uses."""


def count(number: int, thing: str) -> str:
    """A number and what it counts."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
