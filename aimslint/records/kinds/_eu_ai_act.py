"""What a system of the inventory says about its place under the EU AI Act; a part of `ai_system`.

Articles are named in the descriptions. What must be there, and from which day on, is for the rules of the pack to say.
"""

from typing import Annotated, Literal

from pydantic import Field

from aimslint.records.envelope import Part
from aimslint.records.fields import Duration, EvidencePath, Flag, Link, PastDay, RoleRef, Text, about, aliases, needed

LegalClass = Literal[
    "prohibited",
    "high_risk_annex_i",
    "high_risk_annex_iii",
    "exempted_art_6_3",
    "limited_risk_art_50",
    "minimal_risk",
    "gpai_model",
    "gpai_systemic_risk",
    "out_of_scope",
    "unclassified",
]
LegalRole = Annotated[
    Literal["provider", "deployer", "importer", "distributor", "authorised_representative", "product_manufacturer"],
    aliases({"user": "deployer", "authorized_representative": "authorised_representative"}),
]
Practice = Literal[
    "manipulation",
    "exploited_vulnerability",
    "social_scoring",
    "crime_prediction",
    "face_scraping",
    "emotion_recognition",
    "biometric_categorisation",
    "remote_biometric_identification",
    "intimate_or_abusive_imagery",
]
# fmt: off
AnnexPoint = Annotated[
    Literal[
        "1a", "1b", "1c", "2", "3a", "3b", "3c", "3d", "4a", "4b", "5a", "5b", "5c", "5d",
        "6a", "6b", "6c", "6d", "6e", "7a", "7b", "7c", "7d", "8a", "8b",
    ],
    aliases(
        {
            f"{point}({letter})": f"{point}{letter}"
            for point, letters in {1: "abc", 3: "abcd", 4: "ab", 5: "abcd", 6: "abcde", 7: "abcd", 8: "ab"}.items()
            for letter in letters
        }
    ),
]
# fmt: on
Trigger = Literal[
    "chatbot",
    "synthetic_content",
    "emotion_recognition",
    "biometric_categorisation",
    "deepfake",
    "public_interest_text",
]


class ActPaper(Part):
    """A document that the Act asks for: where it is, and of which day."""

    document: EvidencePath | None = about("The file in the repository.")
    url: Link | None = about("Its address elsewhere; it is never opened.")
    date: PastDay | None = about("When it was last brought up to date.")


class TechnicalFile(ActPaper):
    """The technical documentation that authorities may ask for (Art. 11, Annex IV)."""

    retention: Duration | None = about("How long it is kept after the system came on the market (Art. 18: ten years).")


class UseInstructions(ActPaper):
    """The instructions for use that go with a high-risk system (Art. 13)."""

    covers: (
        list[Literal["provider", "purpose", "accuracy", "risks", "oversight", "resources", "maintenance", "logs"]]
        | None
    ) = about(
        "What they say: who the provider is, what the system is for and cannot do, how accurate, robust and secure it "
        "is, known risks, how people oversee it, what it needs to run, how it is maintained, how logs are read."
    )


class QualityManagement(ActPaper):
    """The provider's quality management system (Art. 17)."""

    responsible: RoleRef | None = about("Who answers for it.")


class ProhibitedScreening(Part):
    """Whether somebody looked if the use is one of the prohibited practices (Art. 5)."""

    date: PastDay | None = about("When.")
    by: RoleRef | None = about("Who looked.")
    result: Literal["clear", "unclear", "prohibited"] | None = about(
        "What came out: `clear` is none of the practices, `unclear` needs somebody who knows the law, "
        "`prohibited` is one."
    )
    reason: Text | None = about("Why, above all where it came close.")


class HighRiskExemption(Part):
    """Why a use that Annex III lists is not high-risk after all (Art. 6(3) and (4))."""

    assessment: Text | None = about("The assessment, or where it is.")
    date: PastDay | None = about("When it was made; it must be before the system came on the market.")
    by: RoleRef | None = about("Who made it.")
    condition: (
        Literal["narrow_procedural_task", "improves_human_result", "detects_patterns", "preparatory_task"] | None
    ) = about(
        "Which ground: a narrow procedural task; it improves what a person has already done; it finds patterns or "
        "deviations in decisions that people made, and replaces none; it only prepares an assessment."
    )


class RightsAssessment(Part):
    """The fundamental rights impact assessment of a deployer (Art. 27)."""

    date: PastDay | None = about("When it was made.")
    ref: Text | None = about("Where it is, or the id of the impact assessment that it is part of.")
    covers: list[Literal["process", "period", "affected_groups", "harms", "oversight", "measures"]] | None = about(
        "What it says: the process the system is used in; how long and how often; who is affected; which harms may "
        "come; how people oversee it; what is done if they come, complaints among it."
    )
    notified_on: PastDay | None = about("When the market surveillance authority was told the result.")


class ActRegistration(Part):
    """The entry in the EU database (Art. 49 and 71)."""

    date: PastDay | None = about("When it was registered.")
    number: Text | None = about("The number of the entry.")


class ConformityAssessment(Part):
    """The conformity assessment of a high-risk system, and what follows from it (Art. 43, 47, 48)."""

    date: PastDay | None = about("When it was completed.")
    procedure: Literal["internal_control", "notified_body", "product_law"] | None = about(
        "By which way: the provider's own control (Annex VI), with a notified body (Annex VII), or as part of the "
        "procedure of the product law that Annex I lists."
    )
    notified_body: Text | None = about("The body that took part, with its number.")
    declaration: Text | None = about("Where the EU declaration of conformity is.")
    declared_on: PastDay | None = about("When it was signed.")
    ce_marking: Flag | None = about("Does the system bear the CE marking?")


class ActDisclosure(Part):
    """How people are told that an AI system is at work, or that content was made by one (Art. 50)."""

    how: Text = needed("In what words and where people are told.")
    since: PastDay | None = about("Since when.")


class ContentMarking(Part):
    """How generated content is marked so that machines can tell (Art. 50(2))."""

    method: Text = needed("By which means: watermark, metadata, signature, log.")
    since: PastDay | None = about("Since when.")


class Notified(Part):
    """Telling people before a high-risk system is used on them (Art. 26)."""

    date: PastDay | None = about("When they were told, or since when they are.")
    how: Text | None = about("How.")


class GeneralPurposeModel(Part):
    """What the provider of a general-purpose AI model keeps ready (Art. 53, 55)."""

    open_source: Flag | None = about("Is it free and open, with weights and architecture made public (Art. 53(2))?")
    technical_documentation: Text | None = about("Documentation for the AI Office, or where it is.")
    downstream_information: Text | None = about("Information for those who build the model into systems.")
    copyright_policy: Text | None = about("The policy on copyright law and reservations of rights.")
    training_summary: Text | None = about("The public summary of the content used for training.")
    evaluation: Text | None = about("For systemic risk: evaluations, adversarial tests among them.")
    risk_mitigation: Text | None = about("For systemic risk: how these risks are assessed and lowered.")
    incident_tracking: Text | None = about("For systemic risk: how serious incidents are tracked and reported.")
    cybersecurity: Text | None = about("For systemic risk: how model and machines are protected.")


class Modification(Part):
    """A change after the system came on the market: it may make us its provider (Art. 25), or end what spares it."""

    kind: Literal["substantial_modification", "rebranding", "purpose_changed"] = needed(
        "What: a change that its provider did not foresee and that bears on what the Act asks; our name or trademark "
        "put on it; a purpose that makes it high-risk."
    )
    by: Literal["us", "others"] | None = about("Who made it.", assumed="us")
    date: PastDay | None = about("When.")
    description: Text | None = about("What was done.")


class ProviderVerification(Part):
    """What an importer, distributor or authorised representative saw of the provider's duties (Art. 22 to 24)."""

    date: PastDay | None = about("When it was looked at.")
    by: RoleRef | None = about("Who looked.")
    seen: (
        list[
            Literal[
                "conformity_assessment",
                "technical_documentation",
                "ce_marking",
                "declaration",
                "instructions",
                "authorised_representative",
                "mandate",
                "names",
            ]
        ]
        | None
    ) = about(
        "What was seen: that the conformity assessment was made, the technical documentation, the CE marking, the "
        "declaration of conformity, the instructions for use, that an authorised representative is appointed, the "
        "mandate of one, that names and addresses of provider and importer stand on it."
    )


class EuAiAct(Part):
    """The legal class of a system under the EU AI Act, our role, and what these ask for."""

    # `class` is a keyword of Python, so the attribute bears another name than the key.
    class_: LegalClass | None = Field(
        default=None,
        alias="class",
        description=(
            "The class: a prohibited practice (Art. 5); high-risk as a safety part of a product (Annex I) or by its "
            "use (Annex III); in Annex III but exempted (Art. 6(3)); only bound to tell people (Art. 50); minimal; a "
            "general-purpose model, with or without systemic risk; outside the Act; or not classified yet."
        ),
        json_schema_extra={"requirements": []},
    )
    roles: list[LegalRole] | None = about(
        "Our part: provider (it comes on the market, or into use, under our name), deployer (we use it), importer, "
        "distributor, authorised representative of a provider outside the Union, or manufacturer of the product that "
        "it is part of. Several are possible."
    )
    rationale: Text | None = about("Why this class.")
    classified_on: PastDay | None = about("When the class was decided.")
    classified_by: RoleRef | None = about("Who decided it.")
    practice: Practice | None = about(
        "The prohibited practice, where it is one: manipulation beyond awareness; use of a vulnerability; social "
        "scoring; predicting crime from profiles alone; faces scraped into a database; emotions read at work or "
        "school; sorting people by sensitive traits from their bodies; live identification in public for policing; "
        "sexual images of people without their consent, or of children."
    )
    annex_iii_point: AnnexPoint | None = about("The use that Annex III lists, as point and letter: `5b` is 5(b).")
    profiles_people: Flag | None = about("Does it profile natural persons? Then no exemption is to be had (Art. 6(3)).")
    prohibited_screening: ProhibitedScreening | None = about("Whether Art. 5 was looked at.")
    exemption: HighRiskExemption | None = about("Why Annex III does not make it high-risk.")
    placed_on_market: PastDay | None = about(
        "When this system, or the model, first came on the market or into service in the Union; some duties bind what "
        "was there before a certain day later, or only after a substantial modification (Art. 111)."
    )
    public_authorities: Flag | None = about("Is it meant to be used by public authorities?")
    modifications: list[Modification] | None = about(
        "What was changed about it since it came on the market, our name on it among it."
    )
    quality_management: QualityManagement | None = about("Our quality management system as provider (Art. 17).")
    technical_documentation: TechnicalFile | None = about("The technical documentation (Art. 11).")
    instructions_for_use: UseInstructions | None = about(
        "The instructions for use: as provider those we give, as deployer those we were given (Art. 13, 26)."
    )
    conformity: ConformityAssessment | None = about("The conformity assessment (Art. 43).")
    registration: ActRegistration | None = about("The entry in the EU database (Art. 49).")
    post_market_monitoring: ActPaper | None = about("The plan for watching it once it is on the market (Art. 72).")
    provider_verified: ProviderVerification | None = about("As importer, distributor or representative: what we saw.")
    fria_group: Literal["public_body", "public_service", "credit", "insurance", "no_group"] | None = about(
        "Why we as deployer owe a fundamental rights impact assessment (Art. 27): a body under public law, a private "
        "one that serves the public, one that judges creditworthiness, one that prices life or health insurance; or "
        "none of them."
    )
    fria: RightsAssessment | None = about("That assessment.")
    people_informed: Notified | None = about("As deployer: telling those whom decisions concern (Art. 26(11)).")
    workers_informed: Notified | None = about("As employer: telling workers and their representatives (Art. 26(7)).")
    transparency_triggers: list[Trigger] | None = about(
        "What it does that people must be told (Art. 50): talks with people; makes text, images, sound or video; reads "
        "emotions; sorts people by their bodies; shows persons or events that look real and are not; writes texts on "
        "matters of public interest."
    )
    disclosure: ActDisclosure | None = about("How people are told.")
    content_marking: ContentMarking | None = about("How what it makes is marked (Art. 50(2)).")
    gpai: GeneralPurposeModel | None = about("What a provider of a general-purpose model keeps ready.")


__all__ = ["EuAiAct"]
