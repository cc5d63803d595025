"""Regular expressions that are compiled when somebody first asks them something.

A check declares ninety of them, and a hook asks thirty. To compile the others takes a fiftieth of its time. Those that
every check asks are compiled as usual.
"""

import re
from typing import TYPE_CHECKING, Any, AnyStr

if TYPE_CHECKING:

    def pattern(form: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
        """As `re.compile`, which is called, and complains of the form, when one of its methods is asked for."""
        ...

else:

    class pattern:  # noqa: N801 - used as a function
        """As `re.compile`, which is called, and complains of the form, when one of its methods is asked for."""

        def __init__(self, form: AnyStr, flags: int = 0) -> None:
            self._given = form, flags

        def __getattr__(self, name: str) -> Any:
            asked = getattr(re.compile(*self._given), name)
            setattr(self, name, asked)  # here it is found the next time, without a call
            return asked


__all__ = ["pattern"]
