"""The form of `aimslint.yaml`, for files that may be wrong: what is wrong with one, and the JSON Schema for editors.

`config` reads at once what is plainly right, and asks here about the rest: loading this takes longer than a small
check.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from aimslint.config_fits import DEFAULT_INCLUDE
from aimslint.model import Keys
from aimslint.packaged import default_pack
from aimslint.suggest import hint

PhaseName = Literal["foundation", "stage-1", "stage-2", "surveillance"]
SeverityName = Literal["error", "warning", "info"]


class SettingFault(Exception):  # noqa: N818 - what is wrong, and no more
    """A setting that cannot be: its place, whether its name or its value is at fault, and what to say."""

    def __init__(self, keys: Keys, part: Literal["key", "value"], text: str) -> None:
        super().__init__(text)
        self.keys, self.part, self.text = keys, part, text


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


def validated(settings: Mapping[str, Any]) -> dict[str, Any]:
    """The settings in the right form. Raises SettingFault."""
    try:
        return Config.model_validate(settings).model_dump(exclude_unset=True)
    except ValidationError as error:
        first = min(error.errors(), key=lambda found: found["type"] != "extra_forbidden")
        keys: Keys = tuple(first["loc"])
        part: Literal["key", "value"] = "key" if first["type"] == "extra_forbidden" else "value"
        raise SettingFault(keys, part, _said(first, keys)) from None


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
