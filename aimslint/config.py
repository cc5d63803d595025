"""The configuration: `aimslint.yaml` at the AIMS root, read from the tree under check."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, field
from typing import Any

from aimslint.config_fits import DEFAULT_INCLUDE, fits
from aimslint.dataclass import dataclass
from aimslint.loading import Limits, load_file, locate, told
from aimslint.packaged import default_pack
from aimslint.suggest import hint
from aimslint.version import VERSION

FILE_NAME = "aimslint.yaml"
FORMAT = 1
"""The format of settings and records that this aimslint reads."""


class ConfigError(Exception):
    """A configuration that cannot be used. `path` and `line` say where, the text what is wrong and what to write."""

    def __init__(self, path: str, line: int, text: str) -> None:
        super().__init__(f"{path}:{line}: {text}")
        self.path = path
        self.line = line
        self.text = text


@dataclass(frozen=True, slots=True)
class RuleSettings:
    """What the configuration changes about one rule."""

    severity: str | None = None
    settings: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class HistorySettings:
    """What git history is used for."""

    use: str = "git"
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class ApprovalSettings:
    """How approvals are judged."""

    four_eyes: bool = True
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Config:
    """Everything that a project can configure. `config_form` says what each setting means and which values it has."""

    version: int = FORMAT
    primary: str = field(default_factory=default_pack)
    packs: list[str] = field(default_factory=lambda: [default_pack()])
    timelines: Mapping[str, str] = field(default_factory=dict)
    phase: str = "foundation"
    include: list[str] = field(default_factory=lambda: list(DEFAULT_INCLUDE))
    exclude: list[str] = field(default_factory=list)
    rule_folders: list[str] = field(default_factory=list)
    rules: Mapping[str, RuleSettings] = field(default_factory=dict)
    extensions: Mapping[str, str] = field(default_factory=dict)
    history: HistorySettings = field(default_factory=HistorySettings)
    approvals: ApprovalSettings = field(default_factory=ApprovalSettings)
    inline_ignores: str = "allowed"
    limits: Limits = field(default_factory=Limits)

    def loading_limits(self) -> Limits:
        """The bounds as the loader takes them."""
        return self.limits

    def to_plain(self) -> dict[str, Any]:
        """All of it as maps, lists and scalars, such as another process can be told."""
        return asdict(self)

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "Config":
        """The configuration that `to_plain` made this of."""
        return _config(plain)

    def overrides(self, rule: str) -> Mapping[str, Any]:
        """What is configured about one rule; empty when nothing is."""
        said = self.rules.get(rule, RuleSettings())
        both = {"severity": said.severity, "settings": said.settings}
        return {name: value for name, value in both.items() if value is not None}


def read_config(path: str, raw: bytes, *, newest: int = FORMAT) -> Config:
    """The configuration that a file holds. Raises ConfigError with the line and what was likely meant.

    `newest` is the format that counts as today's.
    """
    loaded = load_file(path, raw)
    for problem in loaded.problems:
        if problem.rule == "empty-file":
            return Config()
        line = problem.place.span.line if problem.place.span else 1
        raise ConfigError(path, line, told(problem))
    data = loaded.documents[0].data
    if not isinstance(data, dict):
        raise ConfigError(path, 1, "expected a map of settings, such as `version: 1`")
    if (said := _wrong_format(data.get("version"), newest)) is not None:
        raise ConfigError(path, locate(path, loaded.text).find(("version",)).line, said)
    settings = {key: value for key, value in data.items() if value is not None}
    if settings.get("version") == newest:
        settings["version"] = FORMAT
    if not fits(settings):
        from aimslint.config_form import SettingFault, validated

        try:
            settings = validated(settings)
        except SettingFault as fault:
            line = locate(path, loaded.text).find(fault.keys, fault.part).line
            raise ConfigError(path, line, fault.text) from None
    config = _config(settings)
    _check(config, path, loaded.text)
    return config


def _config(settings: Mapping[str, Any]) -> Config:
    """Settings in the right form as they count: with the defaults for all else."""
    made: Mapping[str, Callable[[Any], Any]] = {
        "rules": lambda rules: {name: RuleSettings(**said) for name, said in rules.items()},
        "history": lambda said: HistorySettings(**said),
        "approvals": lambda said: ApprovalSettings(**said),
        "limits": lambda said: Limits(**said),
    }
    return Config(**{name: made.get(name, lambda value: value)(value) for name, value in settings.items()})


def _wrong_format(version: Any, newest: int) -> str | None:
    """What to say of a project in another format; None for today's, and for what is no number at all."""
    if isinstance(version, bool | float):  # true and 1.0 equal 1
        return f"`version: {str(version).lower()}` cannot be; expected {newest}"
    if not isinstance(version, int) or version == newest or version < 1:
        return None
    if version > newest:
        return (
            f"this project is written in format {version}, and aimslint {VERSION} reads format {newest}: "
            f"a newer aimslint is needed, one that reads format {version}; `pip install --upgrade aimslint`"
        )
    return (
        f"this project is written in format {version}, and aimslint {VERSION} reads format {newest}: "
        "`aimslint migrate` rewrites it"
    )


def _check(config: Config, path: str, text: str) -> None:
    if config.primary not in config.packs:
        line = locate(path, text).find(("primary",)).line
        said = f"`primary: {config.primary}` is not among the packs: {', '.join(config.packs)}"
        raise ConfigError(path, line, said + hint(config.primary, config.packs))
    if config.history.use == "none" and not config.history.reason:
        raise ConfigError(path, locate(path, text).find(("history",)).line, "`history: {use: none}` needs a `reason`")
    if not config.approvals.four_eyes and not config.approvals.reason:
        line = locate(path, text).find(("approvals",)).line
        raise ConfigError(path, line, "`approvals: {four_eyes: false}` needs a `reason`")
