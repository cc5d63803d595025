"""What every record carries around its content, by nature (ISO/IEC 42001 clauses 7.5.2 and 7.5.3)."""

from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, JsonValue

from aimslint.records.fields import (
    Day,
    Duration,
    EvidencePath,
    Id,
    Link,
    PastDay,
    RoleRef,
    Text,
    about,
    needed,
)
from aimslint.records.patterns import REVIEW_INTERVAL

DocumentStatus = Literal["draft", "in_review", "approved", "retired"]
Classification = Literal["public", "internal", "confidential", "restricted"]


class Part(BaseModel):
    """An object inside a record. Unknown keys and silent conversions are refused."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, defer_build=True)


class NotApplicable(Part):
    """Why a field does not apply, in the field's own place; auditors accept it with reason and approver."""

    reason: Text | None = about("Why this does not apply here.")
    approved_by: RoleRef | None = about("The role that accepted the reason.")


class Erased(Part):
    """The content was removed on purpose, for instance because a law demands it; only kind and id remain."""

    reason: Text = needed("Why the content was erased.")
    approved_by: RoleRef = needed("The role that approved the erasure.")


class Evidence(Part):
    """Something that shows a statement to be true: a file of the repository or a page elsewhere."""

    path: EvidencePath | None = about("File or folder in the repository.", "7.5.3")
    url: Link | None = about("Address of a page or ticket elsewhere; it is never opened.", "7.5.3")
    date: PastDay | None = about("The day the evidence is of.")
    description: Text | None = about("What it shows.")


class Approval(Part):
    """A reason that somebody with authority accepted."""

    reason: Text = needed("The reason.")
    approved_by: RoleRef = needed("The role that approved it.")
    date: PastDay | None = about("When it was approved.")


class LogLine(Part):
    """One line of a record's own change log."""

    version: Text | None = about("The version that came of the change.")
    date: PastDay = needed("When it was changed.")
    by: RoleRef | None = about("Who changed it.")
    change: Text = needed("What was changed.")


class WebLink(Part):
    """A pointer to further reading."""

    title: Text | None = about("What is found there.")
    url: Link = needed("The address; it is never opened.")


class BareEntry(Part):
    """An addressable item inside a record, with a kind of its own; it declares its id and evidence itself."""

    entry_kind: ClassVar[str]
    plural: ClassVar[str]
    id_field: ClassVar[str] = "id"

    erased: Erased | None = about("Set when the content was erased on purpose.", progress=True)
    notes: Text | None = about("Anything else worth knowing.")


class Entry(BareEntry):
    """An addressable item with the usual id and evidence."""

    id: Id = needed("Name of the entry, unique among its kind.", "7.5.2")
    evidence: list[Evidence] | None = about("Files and pages that show it.", "7.5.3", progress=True)


class Record(Part):
    """One governance document."""

    nature: ClassVar[Literal["document", "result", "living", "register"]]
    plural: ClassVar[str]
    one_per_project: ClassVar[bool] = False

    id: Id = needed("Name of the record, unique among its kind.", "7.5.2")
    title: Text | None = about("Title for people.", "7.5.2")
    owner: RoleRef | None = about("The role that answers for the record.", "5.3", "A.3.2")
    created: PastDay | None = about("When the record was first written.", "7.5.2")
    classification: Classification | None = about("Who may read it.", "7.5.3")
    retention: Duration | None = about("How long it is kept after it ends.", "7.5.3")
    evidence: list[Evidence] | None = about("Files and pages that show it.", "7.5.3", progress=True)
    links: list[WebLink] | None = about("Further reading.")
    change_log: list[LogLine] | None = about("What was changed, by version.", "7.5.3", progress=True)
    notes: Text | None = about("Anything else worth knowing.")
    erased: Erased | None = about("Set when the content was erased on purpose.", progress=True)
    extensions: dict[str, JsonValue] | None = about("Fields of the organisation's own; its schema is in aimslint.yaml.")
    body: Text | None = about("The text below the front matter of a Markdown record; never written as a key.")


class Reviewed(Record):
    """A record that is looked at again at planned intervals."""

    last_reviewed: PastDay | None = about("When it was last read through and found right.", "7.5.3", progress=True)
    review_interval: Duration | None = about("How often it must be reviewed.", "7.5.3", assumed=REVIEW_INTERVAL)


class Approved(Record):
    """A record that somebody approves."""

    version: Text | None = about("Version of the record.", "7.5.3")
    status: DocumentStatus | None = about("How far the record has come.", "7.5.2", progress=True)
    approved_by: RoleRef | None = about("The role that approved it; somebody other than its author.", "7.5.2")
    approved_on: PastDay | None = about("When it was approved.", "7.5.2")


class DocumentRecord(Approved, Reviewed):
    """Kept up to date, approved, versioned."""

    nature = "document"


class ResultRecord(Approved):
    """Dated, approved once, then left as it is; a later one supersedes it."""

    nature = "result"
    act_date: ClassVar[str]
    subject: ClassVar[str | None] = None

    review_interval: Duration | None = about("After how long it must be done again.", assumed=REVIEW_INTERVAL)


class LivingRecord(Reviewed):
    """Describes something that goes on; has an owner and reviews, no approval."""

    nature = "living"


class RegisterRecord(Reviewed):
    """A list whose entries carry the status. Several documents of one register are allowed."""

    nature = "register"


LivingStatus = Literal["active", "retired"]


__all__ = [
    "Approval",
    "BareEntry",
    "Day",
    "DocumentRecord",
    "Entry",
    "Erased",
    "Evidence",
    "LivingRecord",
    "LivingStatus",
    "NotApplicable",
    "Part",
    "Record",
    "RegisterRecord",
    "ResultRecord",
]
