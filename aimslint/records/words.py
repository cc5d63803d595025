"""Enumerations that several kinds share."""

from typing import Annotated, Literal

from aimslint.records.fields import Scale, aliases

OrganisationRole = Annotated[
    Literal[
        "developer",
        "provider",
        "user",
        "integrator",
        "data_provider",
        "platform_provider",
        "importer",
        "distributor",
    ],
    aliases({"deployer": "user", "producer": "provider", "customer": "user"}),
]
"""The part the organisation plays for an AI system; `user` is what the EU AI Act calls deployer."""

LifecycleStage = Annotated[
    Literal[
        "idea",
        "design",
        "development",
        "verification",
        "pilot",
        "deployed",
        "suspended",
        "decommissioning",
        "retired",
        "rejected",
    ],
    aliases(
        {
            "inception": "idea",
            "initiated": "idea",
            "design and development": "development",
            "verification and validation": "verification",
            "deployment": "deployed",
            "operation": "deployed",
            "operation and monitoring": "deployed",
            "operation and maintenance": "deployed",
            "continuous validation": "deployed",
            "production": "deployed",
            "live": "deployed",
            "retirement": "retired",
        }
    ),
]
"""Where an AI system stands in its life. `pilot` and `deployed` are live."""

RiskTier = Annotated[Literal["low", "medium", "high"], Scale()]
"""The organisation's own tier of an AI system; it decides how much is asked."""

Severity = Annotated[Literal["low", "medium", "high", "critical"], Scale()]
"""How bad something was or would be."""

Dimension = Annotated[
    Literal[
        "fairness",
        "safety",
        "privacy",
        "autonomy",
        "transparency",
        "social",
        "accountability",
        "security",
        "accessibility",
        "labour",
        "environment",
        "economic",
        "human_rights",
    ],
    aliases({"bias": "fairness", "labor": "labour", "societal": "social", "human rights": "human_rights"}),
]
"""What an impact touches. The first six are expected of every assessment."""

MetricKind = Literal[
    "performance",
    "robustness",
    "drift",
    "fairness",
    "safety",
    "security",
    "usage",
    "complaints",
    "override_rate",
    "cost",
    "energy",
    "governance",
]
"""What a measurement is about."""

TestResult = Literal["passed", "failed", "inconclusive"]
"""How a test against its criteria ended."""
