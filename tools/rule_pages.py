"""A page for each rule, and their index by topic and by phase."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from condition_words import bullets, names
from page_parts import MADE, counted, kind_link, table
from requirement_pages import requirement_links

from aimslint.facts import all_facts
from aimslint.json_schemas.draft import spoken
from aimslint.model import Phase, Severity
from aimslint.packaged import default_pack
from aimslint.packs import packs_folder, read_map
from aimslint.reporters.text.safe import shown
from aimslint.rulebook import Example, Rule, Rulebook
from aimslint.views.rule_words import commits, depends, subject

FOLDER = "docs/rules"
FEW = 4
ASKED_OF = {
    "loading": "Told while a file is read, before any rule runs.",
    "records": "Told while the fields of a record are read.",
    "link": "Told while references between records are followed.",
    "suppress": "Told while exceptions from rules are read.",
}
PHASES = {
    Phase("foundation"): "The inventory, owners, and references that lead somewhere. Every project asks these.",
    Phase("stage-1"): "The documents: scope, method, Statement of Applicability, a first audit and review.",
    Phase("stage-2"): "Evidence that the management system is lived.",
    Phase("surveillance"): "That it is kept up from year to year.",
}


def rule_files(rulebook: Rulebook) -> dict[str, str]:
    """All pages about rules, by their path from the top."""
    pages = {f"{FOLDER}/{rule.name}.md": rule_page(rule) for rule in rulebook}
    return {f"{FOLDER}/README.md": rules_page(rulebook), **pages}


def rules_page(rulebook: Rulebook) -> str:
    """Every rule by topic, then by phase."""
    rules = list(rulebook)
    lines = ["# Rules\n"]
    lines.append(
        f"{counted(len(rules), 'rule')}, each a file under [rules/](../../rules) and a page here.\n"
        "`aimslint rule NAME` prints the same in a terminal. Bare ids are those of ISO/IEC 42001; those of other\n"
        "[frameworks](../frameworks/README.md) bear their name, and their rules run where `packs` switches them on.\n"
    )
    counts = [
        (f"[{phase}](#{phase})", *(_count(rules, phase, severity) for severity in reversed(Severity)), says)
        for phase, says in PHASES.items()
    ]
    lines.append(table(("Phase", "errors", "warnings", "infos", "What it asks"), counts))
    lines.append("A phase asks all that the ones before it ask. The counts are of what it adds.\n")
    topics = sorted({(rule.pack, rule.topic) for rule in rules})
    lines.append("## By topic\n")
    lines.append(" · ".join(f"[{spoken(topic)}](#{_anchor(pack, topic)})" for pack, topic in topics) + "\n")
    for pack, topic in topics:
        lines.append(f"### {spoken(topic)} ({pack})\n")
        found = [rule for rule in rules if (rule.pack, rule.topic) == (pack, topic)]
        lines.append(table(("Code", "Rule", "Severity", "Phase", "Requirements"), map(_row, found)))
    lines.append("## By phase\n")
    for phase in Phase:
        lines.append(f"### {phase}\n")
        for severity in reversed(Severity):
            found = [rule for rule in rules if (rule.phase, rule.severity) == (phase, severity)]
            if found:
                links = ", ".join(f"[{rule.name}]({rule.name}.md)" for rule in sorted(found, key=lambda one: one.name))
                lines.append(f"{spoken(str(severity))}s: {links}\n")
    return MADE + "\n".join(lines)


def rule_page(rule: Rule) -> str:
    """Everything about one rule: what it asks of what, why, what to do, its settings and examples."""
    file = read_map(Path(rule.path))
    lines = [f"# {rule.name}\n", f"{rule.title}.\n", table(("", ""), _facts_about(rule))]
    lines += ["## Why\n", f"{rule.why.strip()}\n", "## What to do\n", f"{rule.help.strip()}\n", "## What it asks\n"]
    lines += _asked(rule, file)
    if rule.settings:
        lines += ["## Settings\n", *_settings(rule)]
    lines.append("## Examples\n")
    for example in rule.examples:
        lines += _example(example)
    return MADE + "\n".join(lines)


def _facts_about(rule: Rule) -> Iterator[tuple[str, str]]:
    yield "Code", rule.code
    yield "Severity", str(rule.severity)
    yield "Phase", f"{rule.phase}{'' if rule.phase is list(Phase)[-1] else ' and later'}"
    yield "Requirements", requirement_links(rule.requirements, "../requirements") or "none: it is about form"
    yield "Topic", f"{rule.topic} ({rule.pack})"
    yield "Since", rule.since
    inner = Path(rule.path).relative_to(packs_folder()).as_posix()
    yield "Written in", f"[{inner}](../../rules/{inner})"


def _asked(rule: Rule, file: Mapping[str, Any]) -> Iterator[str]:
    if rule.raised_by is not None:
        yield f"{ASKED_OF[rule.raised_by]}\n"
        return
    where, require = file.get("where"), file.get("require")
    yield f"Of {_subjects(rule)}{', where' if where is not None else '.'}\n"
    if where is not None:
        yield "\n".join(bullets(where, rule.kinds)) + "\n"
    if require is not None:
        yield "it asks that\n"
        yield "\n".join(bullets(require, rule.kinds)) + "\n"
    else:
        yield f"What it asks is judged in Python, by `{rule.check}` (`aimslint/checks/`).\n"
    if depends(rule) != "any":
        yield f"{depends(rule).capitalize()}.\n"
    yield from _words_used(names([where or {}, require or {}]))


def _subjects(rule: Rule) -> str:
    if len(rule.kinds) > FEW and not (rule.for_each or "").startswith("record"):
        return "every " + ", ".join(kind_link(kind, "../records") for kind in rule.kinds)
    if rule.for_each in (None, "project", "record", "requirement", "reference", "evidence", "not_applicable"):
        return subject(rule)
    return "every " + " and every ".join(kind_link(kind, "../records") for kind in rule.kinds)


def _words_used(used: Collection[str]) -> Iterator[str]:
    """What the facts in a condition mean, for nobody has written these words into a record."""
    said = dict.fromkeys(f"- `{fact.name}`: {fact.says}" for fact in all_facts() if fact.name in used)
    if said:
        yield "Of these words, some are [worked out](../facts.md) from records:\n"
        yield "\n".join(said) + "\n"


def _settings(rule: Rule) -> Iterator[str]:
    rows = [(f"`{name}`", f"`{_value(value)}`{_dated(rule, name)}") for name, value in rule.settings.items()]
    yield table(("Setting", "Unless you say otherwise"), rows)
    name, value = next(iter(rule.settings.items()))
    yield "In `aimslint.yaml`:\n"
    written = f"[{', '.join(map(str, value))}]" if isinstance(value, list) else _value(value)
    quoted = f'"{written}"' if written[:1] in "*&!" else written
    yield f"```yaml\nrules:\n  {rule.name}:\n    settings:\n      {name}: {quoted}\n```\n"


def _dated(rule: Rule, name: str) -> str:
    """Where the day comes from, for a setting that is a date of a timeline."""
    if name not in rule.dates:
        return ""
    return f", the date `{rule.dates[name]}` of [the timeline](../frameworks/{rule.pack}.md#when-duties-begin)"


def _value(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _example(example: Example) -> Iterator[str]:
    notes = [
        f"on {example.as_of}" if example.as_of else "",
        f"in `{example.path}`" if example.path != "governance/example.yaml" else "",
        f"as {example.encoding}" if example.encoding != "utf-8" else "",
        f"beside {', '.join(f'`{name}`' for name in example.files)}" if example.files else "",
        "with settings of its own" if example.config else "",
        "in the middle of a merge" if example.unmerged else "",
    ]
    said = ", ".join(note for note in notes if note)
    head = "Nothing is found here" if example.good else "The marked lines are found here"
    yield f"{head}{f' ({said})' if said else ''}:\n"
    text = "\n".join("".join(map(_visible, line)).rstrip(" ") for line in example.text.rstrip("\n").split("\n"))
    yield f"```yaml\n{text}\n```\n"
    if example.history:
        yield "It came to be in these commits:\n"
        yield "\n".join(f"- {line}" for line in commits(example)) + "\n"


def _visible(character: str) -> str:
    return character if character == "\t" else shown(character)


def _row(rule: Rule) -> tuple[str, ...]:
    return (
        rule.code,
        f"[{rule.name}]({rule.name}.md)<br>{rule.title}",
        str(rule.severity),
        str(rule.phase),
        ", ".join(id_.removeprefix(f"{default_pack()}:") for id_ in rule.requirements),
    )


def _count(rules: list[Rule], phase: Phase, severity: Severity) -> str:
    return str(sum((rule.phase, rule.severity) == (phase, severity) for rule in rules))


def _anchor(pack: str, topic: str) -> str:
    return f"{topic}-{pack}"
