"""The form of the files of a pack. Unknown keys are refused, so that a misspelt one is not silence."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from aimslint.packs.pack import RequirementKind

PACK_NAME = r"^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$"
CODE_PREFIX = r"^[A-Z]{2,8}$"
DATE_NAME = r"^[a-z][a-z0-9_]*$"
REQUIREMENT_ID = r"^[^\s\x00-\x1f\x7f-\x9f:,](?:[^\x00-\x1f\x7f-\x9f:,]*[^\s\x00-\x1f\x7f-\x9f:,])?$"
DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"

FORMS = {
    PACK_NAME: "small letters and digits, and hyphens between them, such as `example-act`",
    CODE_PREFIX: "two to eight capital letters, such as `EXA`",
    DATE_NAME: "the name of a date: small letters, digits and `_`, such as `high_tier`",
    REQUIREMENT_ID: "a bare id, on one line, without colon, comma and blanks around it, such as `art-14`",
    DAY: "a day written YYYY-MM-DD",
}
"""Each pattern in words, for whoever wrote something else."""

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Id = Annotated[str, StringConstraints(pattern=REQUIREMENT_ID, max_length=60)]
Day = Annotated[str, StringConstraints(pattern=DAY)]
DateName = Annotated[str, StringConstraints(pattern=DATE_NAME)]


class _Part(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class TimelineFile(_Part):
    """The days on which duties begin, by one source."""

    title: Words = Field(default="", validate_default=False, description="What it is called.")
    source: Words = Field(description="Where the days come from.")
    checked_on: Day = Field(description="The day on which somebody last looked whether they still hold.")
    dates: dict[DateName, Day | None] = Field(description="Each date with its day; null where it does not come.")


class TimelinesFile(_Part):
    """The timelines of a framework, and which one counts."""

    default: Words = Field(description="The one in use unless aimslint.yaml names another.")
    known: dict[str, TimelineFile] = Field(min_length=1, description="The timelines, by name.")


class AboutFile(_Part):
    """What the documentation says of a framework, in Markdown."""

    purpose: Words = Field(alias="for", description="What it is for here.")
    cannot_show: Words = Field(description="What records cannot show of it.")
    sources: list[Words] = Field(min_length=1, description="Where it was taken from.")
    updating: Words = Field(description="How to bring it up to date.")


class PackFile(_Part):
    """`pack.yaml`: what a pack is called, the prefix of its codes, and its timelines."""

    format: Literal[1] = Field(default=1, description="The format of the folder.")
    needs_aimslint: Words | None = Field(default=None, description="The oldest aimslint that understands it.")
    name: Annotated[str, StringConstraints(pattern=PACK_NAME)] = Field(description="Its name, as its folder's.")
    title: Words = Field(description="What the framework is called.")
    code_prefix: Annotated[str, StringConstraints(pattern=CODE_PREFIX)] | None = Field(
        default=None, description="How the codes of its rules begin; needed where it has requirements."
    )
    default: bool = Field(default=False, description="Whether it is in use where nothing is configured.")
    timelines: TimelinesFile | None = Field(default=None, description="Where duties begin on days.")
    about: AboutFile | None = Field(default=None, description="What the documentation says of it.")


class HeadingFile(_Part):
    """A heading, which only holds requirements."""

    id: Id = Field(description="Its id.")
    title: Words = Field(description="Its title.")
    kind: Literal["group", "container"] = Field(default="group", description="`container` stands inside of another.")
    group: Id | None = Field(default=None, description="The heading that it stands under.")


class StartFile(_Part):
    """From when a requirement is asked of some subjects."""

    where: Any = Field(default=None, description="Of which subjects; of all others without it.")
    date: DateName = Field(description="The date of the timeline.")


class RequirementFile(_Part):
    """A requirement that can be assessed."""

    id: Id = Field(description="Its bare id.")
    kind: RequirementKind = Field(description="What it is.")
    group: Id = Field(description="The heading that it stands under.")
    title: Words = Field(description="Its title, in few words.")
    summary: Words = Field(description="What it asks for, in words of one's own.")
    phase: Literal["foundation", "stage-1", "stage-2", "surveillance"] = Field(
        default="stage-2", description="From when on it is expected."
    )
    roles: list[Words] = Field(default_factory=list, description="Whom it is asked of.")
    evidence: list[Words] = Field(default_factory=list, description="The kinds of record that usually show it.")
    for_each: str | None = Field(default=None, description="What it is asked of; without it the whole.")
    where: Any = Field(default=None, description="Of which of these it is asked.")
    shown_by: list[dict[str, Any]] = Field(default_factory=list, description="How records show it.")
    or_crosswalk: bool = Field(default=False, description="Whether crosswalk counts where it shows more than records.")
    starts: DateName | list[StartFile] | None = Field(default=None, description="From which date it is asked.")
    if_none: Literal["missing", "not-yet"] | None = Field(
        default=None, description="What it is where there is nothing that it is asked of."
    )
    documented_information: Literal["explicit", "implied", "none"] | None = Field(
        default=None, description="Whether it asks for something in writing."
    )
    retained: Literal["document", "record", "both", "none"] | None = Field(
        default=None, description="As what that is kept."
    )
    cycle: Literal["plan", "do", "support", "check", "act"] | None = Field(
        default=None, description="Its part of the cycle."
    )
    note: Words | None = Field(default=None, description="What its readers should know.")


class ToldByFile(_Part):
    """Gaps that rules of their own tell: by kind and path of what is missing, the rule."""

    always: dict[str, Words] = Field(default_factory=dict, description="Wherever they keep one from being shown.")
    while_live: dict[str, Words] = Field(default_factory=dict, description="Only where a system is live.")
    of: dict[Id, dict[str, Words]] = Field(default_factory=dict, description="Of one requirement.")


class CatalogueFile(_Part):
    """`catalogue.yaml`: the requirements of a framework."""

    groups: list[HeadingFile] = Field(default_factory=list, description="The headings.")
    requirements: list[RequirementFile] = Field(description="What can be assessed, in order.")
    wrong_ids: dict[str, list[Id]] = Field(default_factory=dict, description="Ids that people get wrong.")
    told_by: ToldByFile = Field(
        default_factory=ToldByFile, description="Gaps that the rules about uncovered requirements leave to others."
    )


class RowFile(_Part):
    """One row of a crosswalk."""

    source: Words = Field(alias="from", description="A requirement of another pack, or a heading there.")
    target: Words = Field(alias="to", description="A requirement of this pack.")
    relation: Literal["equal", "subset", "intersects", "supports"] = Field(description="How the two lie.")
    stated_by: Words | list[Words] = Field(alias="source", description="Who says so: keys of `sources`.")
    note: Words | None = Field(default=None, description="What it rests on.")


class NotCoveredFile(_Part):
    """A requirement that no crosswalk may show."""

    requirement: Words = Field(description="A requirement of this pack.")
    statement: Words = Field(description="What other frameworks do not ask for.")
    stated_by: Words | list[Words] = Field(alias="source", description="Who says so: keys of `sources`.")


class CrosswalkFile(_Part):
    """`crosswalk.yaml`: what of other packs helps with the requirements of this one."""

    sources: dict[str, Words] = Field(description="Who says what, by a short name.")
    rows: list[RowFile] = Field(default_factory=list, description="The rows.")
    not_covered: list[NotCoveredFile] = Field(default_factory=list, description="What no crosswalk may show.")
