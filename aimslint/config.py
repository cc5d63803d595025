"""The configuration: `aimslint.yaml` at the AIMS root, read from the tree under check."""

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from aimslint.loading import Limits, load_file, locate, told
from aimslint.model import Keys
from aimslint.packaged import data_folder
from aimslint.prepared import prepared
from aimslint.suggest import hint
from aimslint.version import VERSION

FILE_NAME = "aimslint.yaml"
FORMAT = 1
"""The format of settings and records that this aimslint reads."""

DEFAULT_INCLUDE = ("governance/**", "**/*.aims.yaml", "**/*.aims.md")

PhaseName = Literal["foundation", "stage-1", "stage-2", "surveillance"]
SeverityName = Literal["error", "warning", "info"]


@cache
def default_pack() -> str:
    """The pack in use where nothing is configured: the one that says `default: true` in its pack.yaml."""
    for file in sorted(data_folder("rules").glob("*/pack.yaml")):
        raw = file.read_bytes()
        known = prepared(raw)
        data = vars(known) if known is not None else load_file(str(file), raw).documents[0].data
        if isinstance(data, dict) and data.get("default") is True:
            return file.parent.name
    raise FileNotFoundError("none of aimslint's own packs is the default one; install aimslint again")


class ConfigError(Exception):
    """A configuration that cannot be used. `path` and `line` say where, the text what is wrong and what to write."""

    def __init__(self, path: str, line: int, text: str) -> None:
        super().__init__(f"{path}:{line}: {text}")
        self.path = path
        self.line = line
        self.text = text


class _Part(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class RuleSettings(_Part):
    """What the configuration changes about one rule."""

    severity: SeverityName | None = Field(default=None, description="How much the rule weighs here.")
    settings: dict[str, Any] | None = Field(default=None, description="Values that the rule declares, changed.")


class LimitSettings(_Part):
    """Bounds that keep hostile or broken files from taking time and memory."""

    file_bytes: Annotated[int, Field(gt=0)] = Field(default=32 * 1024 * 1024, description="Size of one file.")
    nodes: Annotated[int, Field(gt=0)] = Field(default=2_000_000, description="Values in one file.")
    depth: Annotated[int, Field(gt=0, le=200)] = Field(default=64, description="Depth of nesting.")
    expansion_factor: Annotated[int, Field(gt=0)] = Field(
        default=10, description="How many times its own size a file may become when its aliases are written out."
    )
    expansion_extra: Annotated[int, Field(ge=0)] = Field(
        default=100_000, description="How many values more than that it may become."
    )


class HistorySettings(_Part):
    """What git history is used for."""

    use: Literal["git", "own-repository", "none"] = Field(
        default="git",
        description="`own-repository` counts git only where its top folder is the AIMS root; `none` needs a reason.",
    )
    reason: str | None = Field(default=None, description="Why history is not used.")


class ApprovalSettings(_Part):
    """How approvals are judged."""

    four_eyes: bool = Field(default=True, description="Whether somebody else than the author must approve.")
    reason: str | None = Field(default=None, description="Why one person approves alone.")


class Config(_Part):
    """Everything that a project can configure. Unknown keys are refused."""

    version: Literal[1] = Field(default=1, description="Version of this format.")
    primary: str = Field(default_factory=default_pack, description="The pack that bare requirement ids mean.")
    packs: list[str] = Field(default_factory=lambda: [default_pack()], description="The packs in use.")
    timelines: dict[str, str] = Field(
        default_factory=dict, description="By pack, the timeline that says when its duties begin."
    )
    phase: PhaseName = Field(default="foundation", description="How far the AIMS has come.")
    include: list[str] = Field(
        default_factory=lambda: list(DEFAULT_INCLUDE), description="Path patterns of files that hold records."
    )
    exclude: list[str] = Field(default_factory=list, description="Path patterns of files that do not.")
    rule_folders: list[str] = Field(default_factory=list, description="Folders with rules of the organisation's own.")
    rules: dict[str, RuleSettings] = Field(default_factory=dict, description="Severity and settings by rule name.")
    extensions: dict[str, str] = Field(
        default_factory=dict, description="By kind, the JSON Schema file for `extensions:` of its records."
    )
    history: HistorySettings = Field(default_factory=HistorySettings, description="What git history is used for.")
    approvals: ApprovalSettings = Field(
        default_factory=ApprovalSettings,
        description="How approvals are judged.",
    )
    inline_ignores: Literal["allowed", "forbidden"] = Field(
        default="allowed", description="Whether comments may ignore findings."
    )
    limits: LimitSettings = Field(default_factory=LimitSettings, description="Bounds on files.")

    def loading_limits(self) -> Limits:
        """The bounds as the loader takes them."""
        return Limits(**self.limits.model_dump())

    def overrides(self, rule: str) -> Mapping[str, Any]:
        """What is configured about one rule; empty when nothing is."""
        found = self.rules.get(rule)
        return found.model_dump(exclude_none=True) if found else {}


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
    try:
        config = Config.model_validate(settings)
    except ValidationError as error:
        first = min(error.errors(), key=lambda found: found["type"] != "extra_forbidden")
        keys: Keys = tuple(first["loc"])
        part: Literal["key", "value"] = "key" if first["type"] == "extra_forbidden" else "value"
        raise ConfigError(path, locate(path, loaded.text).find(keys, part).line, _said(first, keys)) from None
    _check(config, path, loaded.text)
    return config


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


def _said(error: Any, keys: Keys) -> str:
    name = str(keys[-1])
    if error["type"] == "extra_forbidden":
        known = _fields_at(keys[:-1])
        return f"unknown setting `{name}`{hint(name, known)}; known here: {', '.join(known)}"
    if error["type"] == "literal_error":
        words = error["ctx"]["expected"]
        if "'" not in words:  # a text where a number belongs: show the quotes
            return f"`{name}: {error['input']!r}` cannot be; expected {words}"
        return f"`{name}: {error['input']}` cannot be; expected {words}{hint(str(error['input']), _literals(words))}"
    if error["type"] in _FORMS:
        return f"`{'.'.join(map(str, keys))}`: expected {_FORMS[error['type']]}; found {error['input']!r}"
    return f"`{'.'.join(map(str, keys))}`: {error['msg'][0].lower()}{error['msg'][1:]}; found {error['input']!r}"


_FORMS = {
    "list_type": "a list, such as `[governance/**]`",
    "dict_type": "a map",
    "model_type": "a map, such as `{severity: info}`",
    "model_attributes_type": "a map, such as `{severity: info}`",
    "string_type": "a text",
    "bool_type": "true or false",
}


def _literals(words: str) -> list[str]:
    return [word.strip("' ") for word in words.replace(" or ", ",").split(",")]


def _fields_at(keys: Keys) -> list[str]:
    model: type[BaseModel] = Config
    for key in keys:
        declared = model.model_fields.get(str(key))
        inner = declared.annotation if declared else RuleSettings
        model = inner if isinstance(inner, type) and issubclass(inner, BaseModel) else RuleSettings
    return list(model.model_fields)
