"""Words about systems, models, data and impacts."""

MEANINGS = (
    """
    public: anybody may read it
    internal: anybody in the organisation may read it
    confidential: only those who need it for their work
    restricted: only those who are named
    """,
    """
    developer: we build or train it
    provider: we offer it to others under our name
    user: we use it in our own work; the EU AI Act says deployer
    integrator: we build it into something larger
    data_provider: we supply data for it
    platform_provider: we run what it is built or runs on
    importer: we bring it into a market from outside
    distributor: we hand it on without changing it
    """,
    """
    idea: somebody thinks about it
    design: what it shall do and how is being worked out
    development: it is being built or trained
    verification: it is being tested against its requirements
    pilot: live, with few users and for a limited time
    deployed: live
    suspended: was live, and is stopped for now
    decommissioning: is being taken out of use
    retired: out of use for good
    rejected: was never put to use, and will not be
    """,
    """
    rules: rules that people wrote
    classical_ml: learnt from data, such as regression or trees
    deep_learning: neural networks with many layers
    generative: makes text, images, sound or code
    reinforcement: learns from what its acts bring about
    hybrid: several of these together
    embedded_saas: comes inside of bought software, and how it works is not known in full
    """,
    """
    assistive: a person does the work, and it helps
    advisory: it proposes, and a person decides
    decides_with_review: it decides, and a person looks at each or at some decisions
    decides_automatically: it decides, and nobody looks before that takes effect
    """,
    """
    human_in_command: people decide whether and how it is used at all
    in_the_loop: a person decides each case
    on_the_loop: a person watches, and can step in
    out_of_the_loop: nobody can step in while it works
    """,
    """
    train: to train a model
    validate: to choose and tune a model
    test: to judge a finished model; never used to train it
    production: what the system works on
    finetune: to adapt a model that others trained
    retrieval: what answers are looked up in
    """,
    """
    collected: gathered by ourselves for this purpose
    purchased: bought
    licensed: used under a licence that sets limits
    open: published for anybody
    scraped: taken from pages of others
    synthetic: made by a program
    user_generated: written or uploaded by users
    shared: handed over by a partner
    """,
    """
    accuracy: the values are right
    completeness: nothing that is needed is missing
    consistency: the values do not contradict each other
    currentness: the values are recent enough
    representativeness: those whom the system meets are in it as they are in life
    balance: no group is too rare to be learnt
    diversity: unusual cases are in it too
    relevance: it is about what the system decides
    timeliness: it is there when it is needed
    auditability: where each value comes from can be shown
    """,
    """
    verification: it was built as specified
    validation: it serves its purpose where it is used
    acceptance: whoever takes it over agrees that it may be used
    """,
    """
    performance: how often it is right
    robustness: how it bears odd or hostile input
    drift: how far data or results have moved from those of the test
    fairness: how results differ between groups
    safety: harm, and what nearly was
    security: attacks and weak spots
    usage: how much and by whom it is used
    complaints: what people object to
    override_rate: how often people decide otherwise than it proposed
    governance: how well the management system itself works
    """,
    """
    initial: the first assessment of the system
    planned_interval: its time had come
    new_use_case: it is used for something else as well
    new_context: it is used in another setting, or for other people
    threshold_breached: a measurement went beyond its limit
    """,
    """
    fairness: people are treated differently without good reason
    safety: body, life or health
    privacy: what is known or shown of people
    autonomy: people's own choice and will
    transparency: whether people can know and understand
    social: groups and society
    accountability: whether somebody answers, and people can object
    accessibility: people with disabilities
    labour: work and working conditions
    economic: money, chances, livelihood
    human_rights: rights that nobody may take away
    """,
    """
    rare: hardly ever
    unlikely: not expected
    possible: may well happen
    likely: expected to happen
    almost_certain: expected to happen again and again
    """,
    """
    reversible: can be undone with little effort
    hard_to_reverse: can be undone in part, or with much effort
    irreversible: cannot be undone
    """,
    """
    approve: it may go on as it is
    approve_with_conditions: it may go on once the conditions are met
    redesign: it must be changed and assessed again
    reject: it must not be used
    defer: not decided yet
    """,
    """
    finetune: trained further on data of our own
    adapter: with small added weights, the base left as it is
    merge: several models put together
    quantized: the same model with coarser numbers
    distilled: a smaller model that learnt from a larger one
    prompted: used as it is, steered by instructions
    """,
)
