"""The form of a rule file. The JSON Schema for editors is generated from this model."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, StringConstraints

RULE_NAME = r"^(?:[a-z][a-z0-9]*/)?[a-z][a-z0-9]*(?:-[a-z0-9]+)*$"
RULE_CODE = r"^[A-Z]{2,8}[0-9]{3,4}$"

FORMS = {
    RULE_NAME: "small letters, digits and hyphens, after a prefix and a slash where it is your own: `acme/no-owner`",
    RULE_CODE: "two to eight capital letters and three or four digits, such as `ACM001`",
}
"""Each pattern in words, for whoever wrote something else."""

Prose = Annotated[str, StringConstraints(strip_whitespace=True, min_length=10)]


class StepText(BaseModel):
    """One commit of the history of an example."""

    model_config = ConfigDict(strict=True, extra="forbid")

    date: str = Field(description="The day it was committed.")
    by: str | list[str] = Field(description="Who wrote it, as `Name <address>`; several are co-authors.")
    files: dict[str, str | None] = Field(default_factory=dict, description="Files it writes; null removes one.")
    rest: bool = Field(default=False, description="Whether it also commits all else that the example holds.")
    says: str = Field(default="Change", description="Its subject.")
    authored: str | None = Field(default=None, description="The day it was written, where that is another.")
    boundary: bool = Field(default=False, description="Whether a shallow clone begins here.")


class ExampleText(BaseModel):
    """Records as text: `good` ones, or `bad` ones whose offending lines end in `# <- rule-name`."""

    model_config = ConfigDict(strict=True, extra="forbid")

    good: str | None = Field(default=None, description="Records that the rule must be silent about.")
    bad: str | None = Field(default=None, description="Records with marked lines that the rule must object to.")
    path: str = Field(default="governance/example.yaml", description="Name of the file.")
    encoding: str = Field(default="utf-8", description="How the text becomes bytes.")
    as_of: str | None = Field(default=None, description="The day the check is made for; 2026-11-20 when absent.")
    config: dict[str, JsonValue] | None = Field(default=None, description="What aimslint.yaml says.")
    files: dict[str, str] | None = Field(default=None, description="Other files of the tree, by path.")
    history: list[StepText] | None = Field(
        default=None, description="The commits that led here, the oldest first. What they leave out is not committed."
    )
    unmerged: list[str] | None = Field(default=None, description="Paths that a merge has left in conflict.")


class RuleFile(BaseModel):
    """One rule: what it asks, why, how to mend it, and examples that are its tests."""

    model_config = ConfigDict(strict=True, extra="forbid")

    name: Annotated[str, StringConstraints(pattern=RULE_NAME)] = Field(
        description="Names the problem; reads well after the word ignore. Organisations put a prefix before a slash."
    )
    code: Annotated[str, StringConstraints(pattern=RULE_CODE)] = Field(
        description="Permanent code; never reused. Its prefix belongs to the pack."
    )
    title: Prose = Field(description="What is wrong, in one line.")
    severity: Literal["error", "warning", "info"] = Field(description="How much it weighs.")
    phase: Literal["foundation", "stage-1", "stage-2", "surveillance"] = Field(description="From when it counts.")
    requirements: list[str] = Field(description="Clauses and controls it guards; [] for identification alone.")
    why: Prose = Field(description="What goes wrong otherwise, and what an auditor would raise.")
    help: Prose = Field(description="What to do now.")
    settings: dict[str, Any] = Field(default_factory=dict, description="Values that the configuration may change.")
    for_each: str | list[str] | None = Field(
        default=None, description="The kind, entry kind or typed list that it is about, or several of them."
    )
    where: JsonValue = Field(default=None, description="When it applies: conditions that must all be met.")
    require: JsonValue = Field(default=None, description="What must hold: conditions.")
    check: str | None = Field(default=None, description="A Python check, for what conditions cannot say.")
    raised_by: Literal["loading", "records", "link", "suppress"] | None = Field(
        default=None, description="The step before rules that finds it."
    )
    at: str | None = Field(default=None, description="Where to point: one finding a subject, there.")
    message: str | None = Field(default=None, description="The message; {path} and {found} are filled in.")
    needs: list[Literal["history", "content-history"]] = Field(default_factory=list, description="What it must know.")
    since: str = Field(description="The version that brought the rule.")
    examples: list[ExampleText] = Field(description="At least one good and one bad example; they are run as tests.")
