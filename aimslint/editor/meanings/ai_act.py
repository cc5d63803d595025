"""Words of Regulation (EU) 2024/1689, told shortly; the regulation says more, and says it exactly."""

MEANINGS = (
    """
    prohibited: a practice of Article 5; it must not be used
    high_risk_annex_i: a safety component of a product under the laws of Annex I, or such a product
    high_risk_annex_iii: used for one of the purposes of Annex III
    exempted_art_6_3: a purpose of Annex III, and yet no significant risk (Article 6(3)); the reasons are documented
    limited_risk_art_50: people must be told (Article 50)
    minimal_risk: none of the other classes
    gpai_model: a general-purpose AI model
    gpai_systemic_risk: a general-purpose AI model with systemic risk
    out_of_scope: the regulation does not apply, or it is no AI system in its sense
    unclassified: not decided yet
    """,
    """
    provider: develops it, or has it developed, and puts it on the market or into service under its own name
    deployer: uses it under its own authority
    importer: places it on the Union market for a provider outside of it
    distributor: makes it available in the supply chain, and is neither provider nor importer
    authorised_representative: acts in the Union for a provider outside of it
    product_manufacturer: puts it on the market with its product, under its own name
    """,
    """
    manipulation: distorts what people do by means that they do not notice, or by deceit
    exploited_vulnerability: exploits age, disability or a difficult situation
    social_scoring: rates people by conduct or traits, to their disadvantage elsewhere or beyond measure
    crime_prediction: rates the risk that a person commits a crime by profile alone
    face_scraping: builds face databases from the internet or from cameras without a target
    emotion_recognition: infers emotions at work or in education
    biometric_categorisation: infers race, beliefs, sex life and the like from the body
    remote_biometric_identification: identifies people in public, live, for law enforcement
    """,
    """
    1a: remote biometric identification
    1b: biometric categorisation by sensitive traits
    1c: emotion recognition
    2: safety of critical infrastructure
    3a: access or admission to education
    3b: evaluation of learning
    3c: the level of education that somebody gets
    3d: watching students during tests
    4a: recruitment and selection
    4b: terms of work, promotion, dismissal, tasks, supervision
    5a: public benefits and services
    5b: creditworthiness
    5c: risk and price of life and health insurance
    5d: emergency calls, dispatch and triage
    6a: law enforcement: the risk of becoming a victim
    6b: law enforcement: polygraphs and the like
    6c: law enforcement: whether evidence can be relied on
    6d: law enforcement: the risk of offending
    6e: law enforcement: profiling
    7a: migration: polygraphs and the like
    7b: migration: risks that a person poses
    7c: migration: applications for asylum, visa and residence
    7d: migration: detecting, recognising or identifying people
    8a: justice: help for judges and in settling disputes
    8b: influence on elections and votes
    """,
    """
    clear: no prohibited practice
    unclear: not settled yet
    prohibited: it is one; it must not be used
    """,
    """
    narrow_procedural_task: it does a small, formal step
    improves_human_result: it improves what a person has finished
    detects_patterns: it finds how decisions differ from earlier ones, and replaces none
    preparatory_task: it prepares an assessment that a person makes
    """,
    """
    substantial_modification: it was changed in a way that the first assessment did not foresee
    rebranding: it bears another name or trademark now
    purpose_changed: it is used for something else, which makes it high-risk
    """,
    """
    internal_control: the provider's own assessment (Annex VI)
    notified_body: a notified body takes part (Annex VII)
    product_law: as the law of the product has it (Annex I)
    """,
    """
    public_body: governed by public law
    public_service: private, and provides public services
    credit: rates creditworthiness
    insurance: rates risks or prices of life or health insurance
    no_group: nobody of these, so none is due
    """,
    """
    chatbot: people talk with it
    synthetic_content: it makes sound, images, video or text
    emotion_recognition: it recognises emotions
    biometric_categorisation: it sorts people by biometric data
    deepfake: it makes what looks or sounds like something real
    public_interest_text: it writes text that informs the public
    """,
)
