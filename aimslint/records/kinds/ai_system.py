"""Record kind `ai_system`: an entry of the inventory (4.1, 4.3, A.4, A.6, A.8, A.9)."""

from typing import Annotated, Literal

from aimslint.records.envelope import Approval, LivingRecord, Part
from aimslint.records.fields import (
    Day,
    Duration,
    EvidencePath,
    Flag,
    Glob,
    Link,
    PastDay,
    RoleRef,
    Text,
    about,
    aliases,
    needed,
    ref,
)
from aimslint.records.kinds._eu_ai_act import EuAiAct
from aimslint.records.words import LifecycleStage, OrganisationRole, RiskTier

Technique = Literal["rules", "classical_ml", "deep_learning", "generative", "reinforcement", "hybrid", "embedded_saas"]
OversightLevel = Annotated[
    Literal["human_in_command", "in_the_loop", "on_the_loop", "out_of_the_loop"],
    aliases(
        {
            "HIC": "human_in_command",
            "HITL": "in_the_loop",
            "HOTL": "on_the_loop",
            "HOOTL": "out_of_the_loop",
            "human_in_the_loop": "in_the_loop",
            "human_on_the_loop": "on_the_loop",
            "human_out_of_the_loop": "out_of_the_loop",
        }
    ),
]


class DeploymentContext(Part):
    """Where and among whom the system is used."""

    audience: Literal["internal", "customers", "public"] | None = about("Who meets it.", "4.1")
    sector: Text | None = about("The field it is used in.", "4.1")
    countries: list[Text] | None = about("Two-letter country codes, or EU.", "4.1")


class PersonalData(Part):
    """Whether data about people are used."""

    used: Flag = needed("Are personal data used?", "A.7.2")
    categories: list[Text] | None = about("Which.")
    special_categories: list[Text] | None = about("Which of them the law protects specially.")


class Model(Part):
    """A model that the system runs on."""

    name: Text = needed("Name of the model.", "A.4.4")
    version: Text | None = about("Exact version; a moving name such as `latest` pins nothing.", "A.10.3", "8.1")
    source: Literal["own", "third_party", "open_source"] | None = about("Where it comes from.", "A.10.3")
    licence: Text | None = about("Under which licence.")
    change_notice: Flag | None = about("Does the supplier announce changes beforehand?", "A.10.3")
    card: Annotated[str, ref("model_card", back="systems")] | None = about("Its model card.", "A.6.2.7")
    supplier: Annotated[str, ref("supplier", back="systems")] | None = about("Who supplies it.", "A.10.3")


class ComputingResources(Part):
    """What the system runs on."""

    where: Text = needed("Machines or service.", "A.4.5")
    provider: Text | None = about("Who runs them.", "A.4.5")
    region: Text | None = about("Where they stand.", "A.4.5")
    energy: Text | None = about("What they use, where known.", "A.4.5")


class EventLogging(Part):
    """What is logged of the system's working."""

    enabled: Flag = needed("Are event logs kept?", "A.6.2.8")
    events: list[Text] | None = about("What is logged.", "A.6.2.8")
    phases: list[LifecycleStage] | None = about("In which stages.", "A.6.2.8")
    retention: Duration | None = about("How long logs are kept.", "A.6.2.8")
    location: Text | None = about("Where they are.")


class Oversight(Part):
    """How people keep the system in hand."""

    level: OversightLevel | None = about("How close people are to the decision.", "A.9.2", "A.9.3")
    overseers: list[Annotated[str, ref("role", back="overseen_systems")]] | None = about(
        "Who oversees it.", "A.9.2", "A.3.2"
    )
    sees: Text | None = about("What they see.", "A.9.2")
    intervenes_when: Text | None = about("When they step in.", "A.9.2")
    stop_mechanism: Text | None = about("How the system is stopped or overruled.", "A.9.2")
    stop_tested_on: PastDay | None = about("When stopping was last tried.", "A.9.2", progress=True)
    escalation: Text | None = about("Who is called next.", "A.9.2", "A.3.3")
    automation_bias: Text | None = about("What keeps people from nodding everything through.", "A.9.2")
    override_log: Text | None = about("Where overrules are kept.", "A.9.2")
    justification: Approval | None = about("Why this little oversight is enough.", "A.9.3")


class UserInformation(Part):
    """What users of the system are told."""

    uses: Text | None = about("What it is for.", "A.8.2")
    limits: Text | None = about("What it cannot do.", "A.8.2")
    contact: Text | None = about("Whom to ask.", "A.8.2")
    where: Text | None = about("Where users find it.", "A.8.2")


class Explanation(Part):
    """How a decision is explained to the person concerned."""

    method: Text | None = about("How the reasons are found.", "A.8.2")
    given_to: list[Text] | None = about("Who gets them.", "A.8.2")
    how: Text | None = about("In what form, and how to object.", "A.8.2")


class Publication(Part):
    """A public place that tells of the system, such as a register of algorithms."""

    where: Text = needed("The register or page.", "A.8.2", "A.8.5")
    url: Link | None = about("Its address.", "A.8.2", "A.8.5")
    published_on: PastDay | None = about("When it was published or last brought up to date.", "A.8.2", "A.8.5")


class Responsibility(Part):
    """Who answers for one task of the life cycle."""

    task: Text = needed("The task.", "A.10.2")
    party: Text = needed("Who answers for it: us, a supplier, a customer.", "A.10.2")
    remark: Text | None = about("Anything to add.")


class Specification(Part):
    """What the system must do."""

    requirements: list[Text] | None = about("The requirements.", "A.6.2.2")
    document: EvidencePath | None = about("The full text in the repository.", "A.6.2.2")
    url: Link | None = about("The full text elsewhere.", "A.6.2.2")


class Operation(Part):
    """How the system is kept running."""

    support: Text | None = about("Who helps users.", "A.6.2.6")
    updates: Text | None = about("How updates are made.", "A.6.2.6")
    repairs: Text | None = about("How faults are mended.", "A.6.2.6")


class Code(Part):
    """The code that this record governs."""

    paths: list[Glob] | None = about("Files and folders of the system.", "A.6.2.6")
    ignore: list[Glob] | None = about("What among them does not matter, such as tests.")
    watch: list[Glob] | None = about("Files of which every change matters, such as a pinned model version.")
    repository: Link | None = about("Another repository that holds the code.")


class CodeReview(Part):
    """A note that a change of code has no bearing on the assessments."""

    date: PastDay = needed("When it was judged.", "8.1")
    by: RoleRef = needed("Who judged.", "8.1")
    reason: Text = needed("Why it has no bearing.", "8.1")
    digest: Text = needed("Digest of the code it holds for; written by the tool.")


class Decommission(Part):
    """How the system was taken out of use."""

    date: PastDay | None = about("When.", "A.6.2.6")
    reason: Text | None = about("Why.", "A.6.2.6")
    disposal: Text | None = about("What became of model and data.", "A.6.2.6")
    users_informed_on: PastDay | None = about("When users were told.", "A.8.2")
    dependencies: Text | None = about("What relied on it, and now relies on what.")
    records_kept_until: Day | None = about("Until when its records are kept.", "7.5.3")
    approved_by: RoleRef | None = about("Who approved it.", "A.6.2.6")


class AiSystem(LivingRecord):
    """An AI system of the inventory: what it is, who answers for it, where it stands (A.4, A.9.4)."""

    plural = "ai_systems"

    kind: Literal["ai_system"]
    supersedes: Annotated[str, ref("ai_system", back="superseded_by")] | None = about("The system it replaces.")
    name: Text | None = about("What people call it.", "A.4.2")
    description: Text | None = about("What it does.", "A.4.2")
    purpose: Text | None = about("What it is for.", "4.1", "A.9.4")
    intended_use: Text | None = about("By whom, on what, in which setting it is meant to be used.", "A.9.4")
    foreseeable_misuse: list[Text] | None = about("How it could be used wrongly.", "A.9.4")
    prohibited_uses: list[Text] | None = about("What it must not be used for.", "A.9.4")
    prohibited_use: Annotated[str, ref("prohibited_use", back="systems")] | None = about(
        "Set when its use falls under one that the policy forbids.", "A.9.2"
    )
    users: list[Text] | None = about("Who uses it.", "4.1")
    affected_persons: list[Text] | None = about("Who feels its effects.", "6.1.4")
    organisation_role: list[OrganisationRole] | None = about("What part we play for it.", "4.1")
    legal_basis: Text | None = about("What law or agreement its use rests on, for a public body its task.", "A.9.2")
    business_unit: Text | None = about("The unit it belongs to.")
    lifecycle_stage: LifecycleStage | None = about("Where it stands in its life.", "A.6.1.3")
    stage_since: PastDay | None = about("Since when.", "A.6.1.3")
    version: Text | None = about("The version in use.", "A.6.2.5")
    risk_tier: RiskTier | None = about("Our own tier; it decides how much is asked.", "6.1.2")
    technique: Technique | None = about("How it works.", "A.4.4")
    decision_role: Literal["assistive", "advisory", "decides_with_review", "decides_automatically"] | None = about(
        "What weight its output has.", "A.9.3"
    )
    deployment_context: DeploymentContext | None = about("Where and among whom it is used.", "4.1")
    personal_data: PersonalData | None = about("Whether data about people are used.")
    models: list[Model] | None = about("The models it runs on.", "A.4.4")
    datasets: list[Annotated[str, ref("dataset", back="systems")]] | None = about("Its data.", "A.4.3")
    suppliers: list[Annotated[str, ref("supplier", back="systems")]] | None = about("Its suppliers.", "A.10.3")
    tooling: list[Text] | None = about("Tools and frameworks it depends on.", "A.4.4")
    computing_resources: ComputingResources | None = about("What it runs on.", "A.4.5")
    people: list[RoleRef] | None = about("Roles that build, run and mend it.", "A.4.6")
    specification: Specification | None = about("What it must do.", "A.6.2.2")
    code: Code | None = about("The code it governs.")
    code_reviews: list[CodeReview] | None = about("Changes of code judged to have no bearing.", progress=True)
    oversight: Oversight | None = about("How people keep it in hand.", "A.9.2", "A.9.3")
    event_logging: EventLogging | None = about("What is logged.", "A.6.2.8")
    user_information: UserInformation | None = about("What users are told.", "A.8.2")
    eu_ai_act: EuAiAct | None = about("Its class under the EU AI Act, our role, and what these ask for.")
    publications: list[Publication] | None = about("Where the public can read of it.", "A.8.2", "A.8.5")
    explanation: Explanation | None = about("How decisions are explained.", "A.8.2")
    adverse_impact_channel: Text | None = about("Where outsiders report harm.", "A.8.3")
    feedback_channel: Text | None = about("Where users say what they think.", "A.10.4")
    responsibilities: list[Responsibility] | None = about("Who answers for which task.", "A.10.2")
    operation: Operation | None = about("How it is kept running.", "A.6.2.6")
    decommission: Decommission | None = about("How it was taken out of use.", "A.6.2.6")
