"""Reads rule files. A mistake in one is told with file, line and what was likely meant, and stops the run."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import field
from functools import cache
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

from aimslint.dataclass import dataclass
from aimslint.days import parse_day, parse_duration
from aimslint.loading import load_file, locate, told
from aimslint.model import Keys, Phase, Severity
from aimslint.prepared import prepared
from aimslint.rulebook.compile import Scope, compile_condition
from aimslint.rulebook.conditions import All, Condition
from aimslint.rulebook.examples import Later, examples_of
from aimslint.rulebook.fault import RuleFaultError
from aimslint.rulebook.message import compile_message
from aimslint.rulebook.rule import Compiled, Example, Rule
from aimslint.rulebook.vocabulary import subject_kinds
from aimslint.suggest import hint, nearest

if TYPE_CHECKING:
    from aimslint.rulebook.rule_file import RuleFile


class RuleError(Exception):
    """A rule file that cannot be used. `path` and `line` say where, the text what is wrong."""

    def __init__(self, path: str, line: int, text: str) -> None:
        super().__init__(f"{path}:{line}: {text}")
        self.path = path
        self.line = line
        self.text = text


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a rule comes from: its pack and topic, how its code begins, and the pack that its bare ids mean.

    `own` are rules of the organisation. `dates` are those of the pack's timeline, each with its day.
    """

    pack: str
    topic: str
    means: str
    code_prefix: str | None = None
    own: bool = False
    dates: Mapping[str, str] = field(default_factory=dict)

    def qualified(self, id_: str) -> str:
        """An id as the rule names it with the pack that it is of."""
        return id_ if ":" in id_ else f"{self.means}:{id_}"


def read_rule(
    path: FilePath | str,
    raw: bytes,
    origin: Origin,
    *,
    overrides: Mapping[str, Any],
    requirements: Collection[str],
    checks: Collection[str],
) -> Rule:
    """Read one rule file. Raises RuleError.

    `overrides` is what the configuration says about this rule (severity, settings), `requirements` the qualified ids
    that may be named, `checks` the names of Python checks.
    """
    try:
        known = prepared(raw)
        file = known if known is not None else _validated(_loaded(path, raw))
        if known is None:  # what is ours was looked at by our tests
            _check_ways(file, checks)
        _check_names(file, origin, requirements)
        examples: Sequence[Example]
        if known is not None:  # without its examples, which are tests of ours
            examples = Later(lambda: examples_of(_validated(_loaded(path, raw))))
        else:
            examples = examples_of(file)
        rule = _build(file, str(path), origin, overrides, examples)
        if known is None or overrides.get("settings"):  # as above
            rule.compiled()
        return rule
    except RuleFaultError as fault:
        line = locate(str(path), load_file(str(path), raw).text).find(fault.keys).line
        raise RuleError(str(path), line, fault.text) from None


def _loaded(path: FilePath | str, raw: bytes) -> dict[str, Any]:
    loaded = load_file(str(path), raw)
    for problem in loaded.problems:
        line = problem.place.span.line if problem.place.span else 1
        raise RuleError(str(path), line, told(problem))
    if len(loaded.documents) != 1 or not isinstance(loaded.documents[0].data, dict):
        raise RuleError(str(path), 1, "expected one map that describes one rule")
    return loaded.documents[0].data


def _validated(data: dict[str, Any]) -> "RuleFile":
    from pydantic import ValidationError

    from aimslint.rulebook.rule_file import RuleFile

    try:
        return RuleFile.model_validate(data)
    except ValidationError as error:
        first = min(error.errors(), key=lambda found: found["type"] != "extra_forbidden")
        keys: Keys = tuple(first["loc"])
        raise RuleFaultError(_said(first, keys, data), keys) from None


def _said(error: Mapping[str, Any], keys: Keys, data: Mapping[str, Any]) -> str:
    from aimslint.rulebook.rule_file import FORMS, RuleFile

    name = str(keys[-1]) if keys else "rule"
    match error["type"]:
        case "extra_forbidden":
            absent = [field for field in RuleFile.model_fields if field not in data]
            return f"unknown field `{name}`{hint(name, absent)}"
        case "missing":
            declared = RuleFile.model_fields.get(name)
            return f"a rule needs `{name}`: {declared.description if declared else ''}"
        case "literal_error":
            return f"`{error['input']}` is no {name}: expected {error['ctx']['expected']}"
        case "string_pattern_mismatch":
            return f"`{error['input']}` is no {name}: expected {FORMS[error['ctx']['pattern']]}"
    return f"{'.'.join(map(str, keys))}: {error['msg']}"


def _build(
    file: "RuleFile",
    path: str,
    origin: Origin,
    overrides: Mapping[str, Any],
    examples: Sequence[Example],
) -> Rule:
    dates = _dates(file, origin)
    settings = _settings({**file.settings, **_days(dates, origin)}, overrides.get("settings") or {})
    kinds = _under("for_each", lambda: subject_kinds(file.for_each)) if file.for_each else ()
    scope = Scope(kinds, kinds, settings, origin.means)
    return Rule(
        name=file.name,
        code=file.code,
        title=file.title,
        severity=Severity(overrides.get("severity") or file.severity),
        rule_severity=Severity(file.severity),
        phase=Phase(file.phase),
        requirements=tuple(map(origin.qualified, file.requirements)),
        why=file.why,
        help=file.help,
        pack=origin.pack,
        topic=origin.topic,
        path=path,
        for_each=", ".join(file.for_each) if isinstance(file.for_each, list) else file.for_each,
        kinds=kinds,
        check=file.check,
        raised_by=file.raised_by,
        message_text=file.message,
        settings=settings,
        dates=dates,
        needs=tuple(file.needs),
        since=file.since,
        examples=examples,
        compiled=cache(lambda: _compiled(file, scope)),
    )


def _compiled(file: "RuleFile", scope: Scope) -> Compiled:
    where: tuple[Condition, ...] = ()
    if file.where is not None:
        condition = _under("where", lambda: compile_condition(file.where, scope))
        where = condition.parts if isinstance(condition, All) else (condition,)
    require = _under("require", lambda: compile_condition(file.require, scope)) if file.require is not None else None
    own_words = file.raised_by is None and file.check is None and file.message is not None
    return Compiled(
        where,
        _where_text(file.where) if file.where is not None else (),
        require,
        _under("at", lambda: scope.path(file.at)) if file.at else None,
        _under("message", lambda: compile_message(file.message or "", scope)) if own_words else None,
    )


def _under(field: str, build: Any) -> Any:
    try:
        return build()
    except RuleFaultError as fault:
        raise fault.under(field) from None


def _where_text(where: Any) -> tuple[str, ...]:
    """Each condition of `where` in words, to say why a rule does not apply."""
    if isinstance(where, dict):
        return tuple(f"{key}: {_words(value)}" for key, value in where.items())
    if isinstance(where, list):
        return tuple(_words(part) for part in where)
    return (str(where),)


def _words(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {_words(inner)}" for key, inner in value.items())
    if isinstance(value, list):
        return " or ".join(_words(part) for part in value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _check_names(file: "RuleFile", origin: Origin, requirements: Collection[str]) -> None:
    """What hangs on where the file comes from: how the rule may be called, the requirements that there are."""
    if origin.own and "/" not in file.name:
        raise RuleFaultError(f"own rules bear a prefix of the organisation: `acme/{file.name}`", ("name",))
    if origin.code_prefix and file.code.rstrip("0123456789") != origin.code_prefix:
        raise RuleFaultError(f"codes of this pack begin with {origin.code_prefix}", ("code",))
    for position, id_ in enumerate(file.requirements):
        if origin.qualified(id_) not in requirements:
            text = f"`{id_}` is no requirement{_meant(id_, origin, requirements)}"
            raise RuleFaultError(text, ("requirements", position))


def _meant(id_: str, origin: Origin, requirements: Collection[str]) -> str:
    """What stands under an id that is a heading, or else what is spelt nearly so."""
    wanted, own = origin.qualified(id_), f"{origin.means}:"
    under = [known.removeprefix(own) for known in requirements if known.startswith((f"{wanted}.", f"{wanted} "))]
    if under:
        return f"; under it stand {', '.join(f'`{known}`' for known in under[:3])}{' and more' * (len(under) > 3)}"
    likely = nearest(wanted, requirements)
    return f"; did you mean `{likely.removeprefix(own)}`?" if likely else ""


def _check_ways(file: "RuleFile", checks: Collection[str]) -> None:
    """What the form alone cannot say: that there is one way to judge, with what belongs to it."""
    ways = [name for name in ("require", "check", "raised_by") if getattr(file, name) is not None]
    if len(ways) != 1:
        found = " and ".join(ways) or "none"
        raise RuleFaultError(f"a rule has exactly one of require, check and raised_by; found {found}")
    if file.raised_by is None and file.for_each is None:
        raise RuleFaultError("a rule needs `for_each`: what it is about")
    if file.raised_by is not None and file.message is None:
        raise RuleFaultError("a rule that is raised elsewhere needs a `message`")
    if file.check is not None and file.check not in checks:
        raise RuleFaultError(f"there is no check `{file.check}`{hint(file.check, checks)}", ("check",))
    if file.check is not None and file.message is not None:
        raise RuleFaultError("a check writes its own sentences: leave `message` out", ("message",))


def _dates(file: "RuleFile", origin: Origin) -> dict[str, str]:
    """The settings that are a date of the pack's timeline, each with its name there. Raises RuleFaultError."""
    found: dict[str, str] = {}
    for name, value in file.settings.items():
        if not isinstance(value, dict):
            continue
        date = value.get("date")
        if set(value) != {"date"} or not isinstance(date, str):
            raise RuleFaultError("a setting is a value, a list, or `{date: name}`", ("settings", name))
        if date not in origin.dates:
            none = "; its pack has no timeline" if not origin.dates else hint(date, origin.dates)
            raise RuleFaultError(f"there is no date `{date}`{none}", ("settings", name))
        found[name] = date
    return found


def _days(dates: Mapping[str, str], origin: Origin) -> dict[str, str]:
    return {name: origin.dates[date] for name, date in dates.items()}


def _settings(defaults: Mapping[str, Any], overrides: Mapping[str, Any]) -> dict[str, Any]:
    settings = dict(defaults)
    for name, value in overrides.items():
        if name not in settings:
            raise RuleFaultError(
                f"the configuration sets `{name}`, which this rule does not have{hint(name, settings)}"
            )
        if _form(settings[name]) not in (_form(value), "text" if isinstance(value, str) else None):
            raise RuleFaultError(
                f"the configuration sets `{name}` to {value!r}; expected something like {settings[name]!r}"
            )
        settings[name] = value
    return settings


def _form(value: Any) -> str:
    """What sort of setting a value is; the default's is asked of what the configuration says instead."""
    if isinstance(value, str):
        for form, parse in (("day", parse_day), ("duration", parse_duration)):
            with suppress(ValueError):
                parse(value)
                return form
        return "text"
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return "number" if number else type(value).__name__
