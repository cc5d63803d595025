"""What is wrong with a rule file."""

from aimslint.model import Keys


class RuleFaultError(Exception):
    """A mistake in a rule: `keys` say where in the file, `text` what was found and what was expected."""

    def __init__(self, text: str, keys: Keys = ()) -> None:
        super().__init__(text)
        self.text = text
        self.keys = keys

    def under(self, *keys: str | int) -> "RuleFaultError":
        """The same mistake, seen from further out."""
        return RuleFaultError(self.text, (*keys, *self.keys))
