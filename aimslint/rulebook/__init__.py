"""Rules: one file a rule, judged on a snapshot."""

from aimslint.rulebook.conditions import Objection, Unsure
from aimslint.rulebook.judge import Check, Clock, Subjects, judge, judge_all, reference, subjects_of
from aimslint.rulebook.reading import RuleError
from aimslint.rulebook.reads import Reads, reads
from aimslint.rulebook.registry import OWN, Rulebook, folder_sources, load_rules, pack_sources, unknown_rules
from aimslint.rulebook.rule import Example, Rule
from aimslint.rulebook.verdict import Draft, Verdict

__all__ = [
    "OWN",
    "Check",
    "Clock",
    "Draft",
    "Example",
    "Objection",
    "Reads",
    "Rule",
    "RuleError",
    "Rulebook",
    "Subjects",
    "Unsure",
    "Verdict",
    "folder_sources",
    "judge",
    "judge_all",
    "load_rules",
    "pack_sources",
    "reads",
    "reference",
    "subjects_of",
    "unknown_rules",
]
