"""A rule: one named, documented, tested statement about records."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from typing import TYPE_CHECKING, Any, Literal

from aimslint.dataclass import dataclass
from aimslint.model import Phase, Severity
from aimslint.rulebook.conditions import Condition
from aimslint.rulebook.message import Message
from aimslint.rulebook.paths import Path

if TYPE_CHECKING:
    from aimslint.history.scripted import Step

RaisedBy = Literal["loading", "records", "link", "suppress"]


@dataclass(frozen=True, slots=True)
class ExampleStep:
    """A commit of an example's history; with `rest`, it also commits all that the example holds beside."""

    step: "Step"
    rest: bool


@dataclass(frozen=True, slots=True)
class Example:
    """Records as text that the rule must be silent about, or must object to at the marked lines.

    A line that ends in `# <- rule-name` is marked. `path` names the file, `encoding` how the text becomes bytes,
    `as_of` the day, `config` what aimslint.yaml says, `files` other files of the tree, `unmerged` paths in conflict.
    `history` are the commits that led to it; nothing is known of the past of an example without.
    """

    good: bool
    text: str
    path: str = "governance/example.yaml"
    encoding: str = "utf-8"
    as_of: str | None = None
    config: Mapping[str, Any] | None = None
    files: Mapping[str, str] | None = None
    unmerged: Sequence[str] = ()
    history: Sequence[ExampleStep] = ()


@dataclass(frozen=True, slots=True)
class Compiled:
    """What a rule asks, ready to judge: when it applies, what must hold, where to point and what to say.

    `where_text` says in words what each condition of `where` is.
    """

    where: tuple[Condition, ...]
    where_text: tuple[str, ...]
    require: Condition | None
    at: Path | None
    message: Message | None


@dataclass(frozen=True, slots=True)
class Rule:
    """Everything about one rule, checked and ready to judge.

    A rule speaks for itself with `require`, is judged by the Python check named `check`, or holds the words for what
    is `raised_by` an earlier step. `severity` is what counts here, `rule_severity` what the rule file says.
    `for_each` names what it is about, `kinds` are the kinds of items that this means. `dates` are those of its settings
    that are dates of the pack's timeline unless configured otherwise, each with the name of the date. `compiled` gives
    what it asks, which is made when it is first needed: most rules are about kinds of which a project has no item.
    """

    name: str
    code: str
    title: str
    severity: Severity
    rule_severity: Severity
    phase: Phase
    requirements: tuple[str, ...]
    why: str
    help: str
    pack: str
    topic: str
    path: str
    for_each: str | None
    kinds: tuple[str, ...]
    check: str | None
    raised_by: RaisedBy | None
    message_text: str | None
    settings: Mapping[str, Any]
    needs: tuple[str, ...]
    since: str
    examples: Sequence[Example]
    compiled: Callable[[], Compiled]
    dates: Mapping[str, str] = field(default_factory=dict)

    @property
    def where(self) -> tuple[Condition, ...]:
        """When it applies."""
        return self.compiled().where

    @property
    def where_text(self) -> tuple[str, ...]:
        """When it applies, each condition in words."""
        return self.compiled().where_text

    @property
    def require(self) -> Condition | None:
        """What must hold, where it speaks for itself."""
        return self.compiled().require

    @property
    def at(self) -> Path | None:
        """Where to point."""
        return self.compiled().at

    @property
    def message(self) -> Message | None:
        """What to say, where it has words of its own."""
        return self.compiled().message
