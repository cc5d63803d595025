"""Words about the management system: documents, risks, audits, suppliers, what is being done."""

MEANINGS = (
    """
    draft: being written; counts for nothing yet
    in_review: written, and somebody reads it before it is approved
    approved: in force
    retired: no longer in force
    """,
    """
    major_nc: a requirement is not met, and the system as a whole is in doubt
    minor_nc: a requirement is not met in one place
    observation: met, and could become a nonconformity
    opportunity: met, and could be done better
    conformity: met, and worth noting
    """,
    """
    internal: by ourselves or for us
    external: by a certification body or an authority
    supplier: by us at a supplier
    """,
    """
    aims: the management system itself
    system: one or more AI systems
    """,
    """
    aware: knows that it matters and whom to ask
    practitioner: does it in daily work
    expert: decides hard cases and teaches others
    """,
    """
    not_started: decided, and nothing is done yet
    planned: it is settled who does it and by when
    in_progress: being put in place
    implemented: in place and used
    """,
    """
    risk: a risk is treated by it
    law: a law asks for it
    contract: a contract asks for it
    policy: our own policy asks for it
    good_practice: nothing asks for it, and it is sensible
    """,
    """
    modify: make it less likely or less bad, by controls
    avoid: do not do what brings it
    share: let others bear a part, such as an insurer or a supplier
    retain: bear it knowingly; somebody with authority accepts it
    """,
    """
    open: found, and nothing is decided yet
    in_treatment: what is done about it is under way
    accepted: somebody with authority bears what remains
    closed: gone, or no longer ours
    """,
    """
    bias: some groups fare worse
    robustness: fails on odd input or in changed surroundings
    oversight: people do not notice, or cannot step in
    third_party: comes from a supplier or partner
    misuse: somebody uses it for what it is not meant for
    opportunity: a good effect that may be missed
    """,
    """
    contained: it does no more harm; the cause is not removed yet
    closed: cause found, mended and looked at again
    """,
    """
    malfunction: it did not work as specified
    unexpected_output: it worked as specified, and nobody had expected that result
    """,
    """
    aims_owner: answers for the management system
    reports_to_top_management: tells top management how the system performs
    risk_owner: may own risks
    impact_assessment_lead: leads impact assessments
    system_owner: may own AI systems
    oversight: watches systems and may stop them
    internal_auditor: audits; never its own work
    incident_lead: leads when something went wrong
    supplier_owner: looks after suppliers
    data_steward: answers for data
    """,
    """
    major: the system as a whole is in doubt, or the same came up again
    minor: a single lapse
    """,
    """
    internal_audit: our own audit found it
    external_audit: a certification body or an authority found it
    self_reported: somebody told of their own accord
    """,
    """
    effective: the cause is gone, and it did not happen again
    partly_effective: better, and not yet good
    not_effective: it happened again, or may
    """,
    """
    on_track: will be reached by its day
    at_risk: may not be reached
    reached: measured and reached
    missed: its day is past, and it is not reached
    """,
    """
    law: a law or regulation
    contract: something promised to a customer or partner
    voluntary_code: a code that we joined
    standard: a standard that we follow
    """,
    """
    develop: we build AI systems
    provide: we offer AI systems to others
    use: we use AI systems ourselves
    """,
    """
    approved: may be used
    conditional: may be used once the conditions are met
    rejected: must not be used
    """,
    """
    audit_right: we may look at how they work
    incident_notice: they tell us when something went wrong
    change_notice: they tell us of changes beforehand
    data_use: what they may do with our data
    intellectual_property: whose the results are, and who answers for infringements
    documentation: what they must hand over to read
    subcontracting: whether they may pass work on
    liability: who pays for damage
    """,
    """
    us: we answer for it
    shared: both do, as the remark says
    """,
    """
    model: a model
    api: a service that is called
    data: data
    tooling: tools to build or run systems
    annotation: labels on data
    platform: machines or a service to run on
    saas: software with AI inside
    """,
)
