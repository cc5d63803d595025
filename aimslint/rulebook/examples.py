"""The examples of a rule file: records as text, with what the rule must say of them."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, overload

from aimslint.days import parse_day
from aimslint.rulebook.fault import RuleFaultError
from aimslint.rulebook.rule import Example, ExampleStep

if TYPE_CHECKING:
    from aimslint.rulebook.rule_file import ExampleText, RuleFile, StepText


class Later(Sequence[Example]):
    """Examples that are read when somebody asks for them: no check does."""

    def __init__(self, read: Callable[[], tuple[Example, ...]]) -> None:
        self._read = read
        self._examples: tuple[Example, ...] | None = None

    def _all(self) -> tuple[Example, ...]:
        if self._examples is None:
            self._examples = self._read()
        return self._examples

    @overload
    def __getitem__(self, position: int) -> Example: ...
    @overload
    def __getitem__(self, position: slice) -> Sequence[Example]: ...
    def __getitem__(self, position: int | slice) -> Any:
        return self._all()[position]

    def __iter__(self) -> Iterator[Example]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())


def examples_of(file: "RuleFile") -> tuple[Example, ...]:
    """The examples of a rule file. Raises RuleFaultError unless there are a good and a bad one, in the right form."""
    for position, example in enumerate(file.examples):
        if (example.good is None) == (example.bad is None):
            raise RuleFaultError("an example is either good or bad", ("examples", position))
        if example.bad is not None and f"# <- {file.name}" not in example.bad:
            raise RuleFaultError(f"no line of the bad example ends in `# <- {file.name}`", ("examples", position))
    if len({example.good is None for example in file.examples}) != 2:
        raise RuleFaultError("a rule needs at least one good and one bad example", ("examples",))
    return tuple(map(_example, file.examples))


def _example(example: "ExampleText") -> Example:
    return Example(
        example.good is not None,
        (example.good if example.good is not None else example.bad) or "",
        example.path,
        example.encoding,
        example.as_of,
        example.config,
        example.files,
        tuple(example.unmerged or ()),
        tuple(_step(step) for step in example.history or ()),
    )


def _step(step: "StepText") -> ExampleStep:
    from aimslint.history.scripted import Step

    by = (step.by,) if isinstance(step.by, str) else tuple(step.by)
    try:
        day = parse_day(step.date)
        authored = parse_day(step.authored) if step.authored is not None else None
    except ValueError:
        raise RuleFaultError("the days of `history` are written YYYY-MM-DD", ("examples",)) from None
    return ExampleStep(Step(day, by, step.files, step.says, authored, step.boundary), step.rest)


__all__ = ["Later", "examples_of"]
