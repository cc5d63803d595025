"""The part of SARIF 2.1.0 that we write, as strict as the standard and GitHub's code scanning are together.

Written after both: what they require is required, their limits are limits, and a property that is not here is one we
do not write. `make check-extra` asks the whole standard.
"""

from typing import Any

Schema = dict[str, Any]

NAME: Schema = {"type": "string", "minLength": 1, "maxLength": 255}
WORDS: Schema = {"type": "string", "minLength": 1}
SHORT: Schema = {"type": "string", "minLength": 1, "maxLength": 1024}
COUNT: Schema = {"type": "integer", "minimum": 0}
PLACE: Schema = {"type": "integer", "minimum": 1}
LEVEL: Schema = {"enum": ["error", "warning", "note"]}


def thing(required: Schema, optional: Schema | None = None) -> Schema:
    """An object with these properties and no others."""
    return {
        "type": "object",
        "properties": required | (optional or {}),
        "required": list(required),
        "additionalProperties": False,
    }


def listing(items: Schema, most: int) -> Schema:
    return {"type": "array", "items": items, "maxItems": most}


REGION = thing({"startLine": PLACE, "startColumn": PLACE, "endLine": PLACE, "endColumn": PLACE})
ARTIFACT = thing({"uri": {"type": "string", "pattern": "^[A-Za-z0-9/_.~%-]+$"}, "uriBaseId": {"const": "%SRCROOT%"}})
PHYSICAL = thing({"artifactLocation": ARTIFACT, "region": REGION})
LOGICAL = thing({"name": {"type": "string"}, "fullyQualifiedName": WORDS, "kind": {"const": "object"}})
LOCATION = thing({"physicalLocation": PHYSICAL}, {"logicalLocations": listing(LOGICAL, 1)})
RELATED = thing({"id": PLACE, "message": thing({"text": WORDS}), "physicalLocation": PHYSICAL})
SUPPRESSION = thing(
    {"kind": {"enum": ["inSource", "external"]}, "status": {"const": "accepted"}, "justification": WORDS},
    {"location": thing({"physicalLocation": PHYSICAL})},
)
RESULT = thing(
    {
        "ruleId": NAME,
        "ruleIndex": COUNT,
        "level": LEVEL,
        "message": thing({"text": WORDS}),
        "locations": listing(LOCATION, 1) | {"minItems": 1},
        "partialFingerprints": thing({"aimslint/v1": {"type": "string", "pattern": "^[0-9a-f]{32}$"}}),
        "suppressions": listing(SUPPRESSION, 1),
    },
    {"relatedLocations": listing(RELATED, 1000)},
)
PASCAL = NAME | {"pattern": "^[A-Z][A-Za-z0-9]*$"}
TEXT = thing({"text": SHORT})
NOTICE = thing({"id": NAME, "name": PASCAL, "shortDescription": TEXT, "fullDescription": TEXT, "help": TEXT})
RULE = thing(
    {
        "id": NAME,
        "name": PASCAL,
        "shortDescription": TEXT,
        "fullDescription": TEXT,
        "help": thing({"text": WORDS, "markdown": WORDS}),
        "defaultConfiguration": thing({"level": LEVEL}),
        "properties": thing(
            {
                "tags": listing({"type": "string"}, 20) | {"uniqueItems": True},
                "precision": {"enum": ["very-high", "high", "medium", "low"]},
                "problem.severity": {"enum": ["error", "warning", "recommendation"]},
                "code": NAME,
                "phase": NAME,
            }
        ),
    }
)
NOTIFICATION = thing(
    {"descriptor": thing({"id": NAME, "index": COUNT}), "level": LEVEL, "message": thing({"text": {"type": "string"}})},
    {"associatedRule": thing({"id": NAME, "index": COUNT})},
)
DRIVER = thing(
    {
        "name": {"const": "aimslint"},
        "fullName": NAME,
        "version": NAME,
        "semanticVersion": {"type": "string", "pattern": r"^\d+\.\d+\.\d+"},
        "notifications": listing(NOTICE, 25_000),
        "rules": listing(RULE, 25_000),
    }
)
RUN = thing(
    {
        "tool": thing({"driver": DRIVER}),
        "results": listing(RESULT, 25_000),
        "columnKind": {"const": "unicodeCodePoints"},
        "originalUriBaseIds": thing({"%SRCROOT%": thing({"description": thing({"text": WORDS})})}),
        "invocations": listing(
            thing({"executionSuccessful": {"const": True}, "toolExecutionNotifications": listing(NOTIFICATION, 1000)}),
            1,
        ),
        "properties": {"type": "object"},
    }
)
LOG = thing(
    {"$schema": WORDS, "version": {"const": "2.1.0"}, "runs": listing(RUN, 20) | {"minItems": 1}},
)
