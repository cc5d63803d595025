"""Record kind `policy`: the AI policy (5.2, A.2)."""

from typing import Annotated, Literal

from aimslint.records.envelope import DocumentRecord, Entry, Part
from aimslint.records.fields import Day, Flag, PastDay, Text, about, needed, ref


class Commitments(Part):
    """What top management commits itself to."""

    requirements: Text | None = about("Commitment to meet the requirements that apply.", "5.2")
    improvement: Text | None = about("Commitment to keep improving the AI management system.", "5.2")


class Communication(Part):
    """One time the policy was made known."""

    audience: Text = needed("To whom.", "5.2", "7.3")
    date: PastDay = needed("When.", "5.2")
    how: Text | None = about("By which means.")


class RelatedPolicy(Part):
    """Another policy that AI objectives touch."""

    topic: Literal[
        "security",
        "privacy",
        "quality",
        "safety",
        "hr",
        "procurement",
        "acceptable_use",
        "data",
        "conduct",
        "other",
    ] = needed("What the other policy is about.", "A.2.3")
    name: Text = needed("Its name.", "A.2.3")
    alignment: Text | None = about("How the two fit together.", "A.2.3")
    reviewed_on: PastDay | None = about("When the fit was last checked.", "A.2.3", progress=True)


class ProhibitedUse(Entry):
    """A use of AI that the organisation forbids itself."""

    entry_kind = "prohibited_use"
    plural = "prohibited_uses"

    description: Text | None = about("What is forbidden.", "5.2", "A.9.2")


class Policy(DocumentRecord):
    """The AI policy that top management sets (5.2, A.2.2, A.2.3, A.2.4)."""

    plural = "policies"
    one_per_project = True

    kind: Literal["policy"]
    supersedes: Annotated[str, ref("policy", back="superseded_by")] | None = about("The version this replaces.")
    purpose: Text | None = about("What the policy is for and whom it binds.", "5.2", "A.2.2")
    principles: list[Text] | None = about("The principles for developing and using AI.", "A.2.2")
    commitments: Commitments | None = about("The two commitments a policy must make.", "5.2")
    objectives_framework: Text | None = about("How AI objectives are set from it.", "5.2", "6.2")
    effective_from: Day | None = about("From when it holds.")
    communicated_to: list[Communication] | None = about("Where it was made known.", "5.2", "7.3", progress=True)
    available_to_interested_parties: Text | None = about("How outsiders can get it.", "5.2")
    review_triggers: list[Text] | None = about("What brings a review before its time.", "A.2.4")
    related_policies: list[RelatedPolicy] | None = about("Policies it is aligned with.", "A.2.3")
    human_oversight: Text | None = about("What is expected of human oversight.", "A.9.2")
    risk_appetite: Text | None = about("How much AI risk the organisation takes.", "6.1.1")
    prohibited_uses: list[ProhibitedUse] | None = about("Uses that are forbidden.", "A.9.2")
    exceptions: Text | None = about("How an exception is asked for and granted.")
    published: Flag | None = about("Is it open to the public?")
