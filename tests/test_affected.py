"""Whoever is not named as affected by a change is told the same before and after it."""

import random
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from aimslint.affected import Affected, Key, key_of
from aimslint.aims import Item
from aimslint.checks import all_checks, what_checks_read
from aimslint.config import Config
from aimslint.engine import arrangements_of, config_of, read, rulebook_of
from aimslint.history import History, NoHistory, Unknown
from aimslint.history.scripted import Step
from aimslint.rulebook import Rule, Rulebook, Verdict, judge_all, subjects_of
from aimslint.snapshot import Snapshot
from aimslint.trees import MemoryTree
from aimslint.witness import Witness
from tests.mutated import Changes, committed, history_of, scripted

SAMPLE = Path(__file__).resolve().parent.parent / "sample-repo"
AS_OF = date(2026, 11, 20)
TEXTS = (".yaml", ".yml", ".md", ".py", ".txt")


@dataclass
class State:
    """A project as it stood, ready to be judged."""

    rulebook: Rulebook
    snapshot: Snapshot

    @property
    def rules(self) -> list[Rule]:
        return [rule for rule in self.rulebook if rule.raised_by is None]


@dataclass
class Told:
    """What was said of each subject by each rule, and how many each was judged for."""

    said: dict[tuple[str, Key], list[Any]]
    judged: dict[str, int]


def project_in(folder: Path) -> dict[str, str]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix in TEXTS)
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8", errors="replace") for path in files}


def state_of(files: Mapping[str, str], history: History, rulebook: Rulebook | None = None) -> State:
    tree = MemoryTree({path: text.encode("utf-8", "replace") for path, text in files.items()})
    config = config_of(tree, "")
    rulebook = rulebook or rulebook_of(tree, config, "")
    aims = read(tree, config, "", packs=rulebook.packs)
    return State(rulebook, Snapshot(aims, AS_OF, Witness(history, aims, AS_OF), arrangements_of(tree, config, "")))


def told(verdicts: list[Verdict]) -> Told:
    said: dict[tuple[str, Key], list[Any]] = defaultdict(list)
    for verdict in verdicts:
        for draft in verdict.drafts:
            assert draft.judged is not None
            about = key_of(draft.subject) if draft.subject is not None else None
            said[verdict.rule.name, key_of(draft.judged)].append((draft.message, draft.place, draft.related, about))
        for subject, why in verdict.doubts:
            said[verdict.rule.name, key_of(subject)].append(why)
    return Told(dict(said), {verdict.rule.name: verdict.judged for verdict in verdicts})


def judged(state: State, affected: Affected | None = None, *, before: bool = False) -> Told:
    """What the rules say of all subjects; of those alone that are affected, in the state now or in the one before."""
    if affected is None:
        return told(judge_all(state.rules, state.snapshot, all_checks()))

    def subjects(rule: Rule, kind: str, snapshot: Snapshot) -> list[Item]:
        if before:
            return [item for item in subjects_of(rule, kind, snapshot) if affected.again(rule, key_of(item))]
        return list(affected.subjects(rule, kind, snapshot))

    whole = [rule for rule in state.rules if affected.all_of(rule)]
    verdicts = judge_all(whole, state.snapshot, all_checks())
    for together in affected.apart():
        some = [rule for rule in state.rules if rule.name in together]
        verdicts += judge_all(some, state.snapshot, all_checks(), None, subjects)
    return told(verdicts)


def assert_the_rest_is_told_alike(before: State, now: State, affected: Affected) -> int:
    """Judging again whoever is affected gives all that judging everybody gives. Returns how many were spared."""
    rules = {rule.name: rule for rule in now.rules}
    earlier, full = judged(before), judged(now)
    kept = {(name, key): said for (name, key), said in earlier.said.items() if not affected.again(rules[name], key)}
    new = judged(now, affected)
    assert not kept.keys() & new.said.keys()
    assert _sorted({**kept, **new.said}) == _sorted(full.said)
    gone = judged(before, affected, before=True).judged
    spared = {name: count - gone[name] for name, count in earlier.judged.items()}
    assert {name: count + new.judged[name] for name, count in spared.items()} == full.judged
    return sum(spared.values())


def _sorted(said: Mapping[tuple[str, Key], Any]) -> list[Any]:
    return sorted(said.items(), key=repr)


@dataclass
class Case:
    """Two states of a project, with their pasts."""

    before: dict[str, str]
    now: dict[str, str]
    past: list[Step]
    past_now: list[Step]
    touched: set[str]


def case_of(chance: random.Random, files: Mapping[str, str]) -> Case:
    """A change of a project that is not committed, is committed, or follows on others that are not."""
    changes = Changes(chance, files)
    steps = history_of(chance, files, changes) if chance.random() < 0.6 else []
    before = changes.of(files) if chance.random() < 0.4 else dict(files)
    now = changes.of(before if chance.random() < 0.7 else files)
    pending = _differing(files, before)
    if steps and chance.random() < 0.5:
        return Case(before, now, steps, committed(steps, files, now, AS_OF), pending | _differing(files, now))
    return Case(before, now, steps, steps, pending | _differing(files, now))


def _differing(one: Mapping[str, str], other: Mapping[str, str]) -> set[str]:
    return {path for path in {**one, **other} if one.get(path) != other.get(path)}


def try_case(case: Case, rulebook: Rulebook | None = None) -> int:
    def past(steps: list[Step]) -> History:
        return scripted(steps) if steps else NoHistory(Unknown("none was given"))

    before = state_of(case.before, past(case.past), rulebook)
    now = state_of(case.now, past(case.past_now), before.rulebook)
    if [one.commits for one in before.snapshot.witness.beginnings] != [
        one.commits for one in now.snapshot.witness.beginnings
    ] or before.snapshot.witness.unknown != now.snapshot.witness.unknown:
        return 0
    affected = Affected(
        before.snapshot.aims,
        now.snapshot.aims,
        now.rules,
        _differing(case.before, case.now),
        touched=case.touched,
        paths_differ=case.before.keys() != case.now.keys(),
        as_of=AS_OF,
        commits_differ=case.past != case.past_now,
        spoke={rule for rule, _ in judged(before).said},
    )
    return assert_the_rest_is_told_alike(before, now, affected)


@pytest.mark.parametrize("seed", range(8))
def test_judging_again_whoever_is_affected_says_all_there_is_to_say(seed: int) -> None:
    chance = random.Random(seed)
    assert try_case(case_of(chance, project_in(SAMPLE))) >= 0


def test_a_change_of_one_system_spares_nearly_all_others() -> None:
    files = project_in(SAMPLE)
    path = next(path for path in files if path.startswith("governance/systems/"))
    now = {**files, path: files[path] + "\n# a comment\n"}
    state = state_of(files, NoHistory(Unknown("none was given")))
    everybody = sum(judged(state).judged.values())
    assert try_case(Case(files, now, [], [], set())) > everybody * 0.7


def test_what_a_check_is_declared_to_read_belongs_to_a_check() -> None:
    assert what_checks_read().keys() <= all_checks().keys()


SYSTEM = "kind: ai_system\nid: {id}\nname: {id}\nlifecycle_stage: deployed\n"
PILOT = SYSTEM.replace("deployed", "pilot")
RISKS = (
    "kind: risk_register\nid: risks\nrisks:\n  - {{id: R1, title: One, systems: [{system}], controls: [{control}]}}\n"
)
RULEBOOK = rulebook_of(MemoryTree({}), Config(), "")
RULE = RULEBOOK.rules


@dataclass
class Changed:
    """A small project before and after a change."""

    before: State
    now: State
    affected: Affected

    def again(self, rule: str, id_: str, path: str) -> bool:
        """Whether a rule is judged again for the subject of that id in a file."""
        found = [item for items in self.before.snapshot.aims.items.values() for item in items if item.id == id_]
        (subject,) = (item for item in found if item.path == path and item.kind in RULE[rule].kinds)
        return self.affected.again(RULE[rule], key_of(subject))

    def again_by(self, id_: str, path: str) -> set[str]:
        """The rules that are judged again for a system in a file."""
        rules = [name for name, rule in RULE.items() if rule.kinds == ("ai_system",) and rule.raised_by is None]
        return {rule for rule in rules if self.again(rule, id_, path)}


def changed(files: Mapping[str, str], change: Mapping[str, str | None], touched: set[str] | None = None) -> Changed:
    after: dict[str, str | None] = {**files, **change}
    kept = {path: text for path, text in after.items() if text is not None}
    nothing = NoHistory(Unknown("none was given"))
    before, now = state_of(files, nothing, RULEBOOK), state_of(kept, nothing, RULEBOOK)
    affected = Affected(
        before.snapshot.aims,
        now.snapshot.aims,
        now.rules,
        change,
        touched=touched or (),
        paths_differ=files.keys() != kept.keys(),
        as_of=AS_OF,
    )
    assert_the_rest_is_told_alike(before, now, affected)
    return Changed(before, now, affected)


PROJECT = {
    "governance/b.yaml": SYSTEM.format(id="chat"),
    "governance/c.yaml": RISKS.format(system="chat", control="A.5.2"),
    "governance/d.yaml": SYSTEM.format(id="scoring"),
    "governance/e.yaml": "kind: objectives\nid: goals\nobjectives: [{id: O1, title: Fair, owner: ceo}]\n",
}
ON_SYSTEMS, ON_RISKS = "system-no-risk", "risk-control-not-in-soa"


def test_who_refers_to_what_changed_is_affected_and_nobody_else() -> None:
    found = changed(PROJECT, {"governance/b.yaml": PILOT.format(id="chat")})
    assert found.again(ON_SYSTEMS, "chat", "governance/b.yaml")
    assert not found.again(ON_SYSTEMS, "scoring", "governance/d.yaml")
    assert not found.again("objective-not-measured", "O1", "governance/e.yaml")


def test_a_rule_is_not_judged_again_where_only_fields_differ_that_it_does_not_read() -> None:
    found = changed(PROJECT, {"governance/b.yaml": SYSTEM.format(id="chat") + "owner: ceo\n"})
    assert "system-no-owner" in found.again_by("chat", "governance/b.yaml")
    assert ON_SYSTEMS not in found.again_by("chat", "governance/b.yaml")
    assert not found.affected.all_of(RULE["clause-uncovered"])


def test_what_was_bent_counts_as_differing() -> None:
    bent = PROJECT["governance/b.yaml"].replace("deployed", "[{}]")
    found = changed({**PROJECT, "governance/b.yaml": bent}, {"governance/b.yaml": bent.replace("{}", "1")})
    assert found.again(ON_SYSTEMS, "chat", "governance/b.yaml")


def test_who_is_referred_to_by_what_changed_is_affected() -> None:
    found = changed(PROJECT, {"governance/c.yaml": RISKS.format(system="scoring", control="A.5.2")})
    assert found.again(ON_SYSTEMS, "chat", "governance/b.yaml")
    assert found.again(ON_SYSTEMS, "scoring", "governance/d.yaml")


def test_who_loses_its_referrers_to_one_of_the_same_id_is_affected() -> None:
    found = changed(PROJECT, {"governance/a.yaml": SYSTEM.format(id="chat")})
    assert found.again(ON_SYSTEMS, "chat", "governance/b.yaml")
    assert not found.again(ON_SYSTEMS, "scoring", "governance/d.yaml")


def test_all_of_one_id_are_affected_together() -> None:
    twice = {**PROJECT, "governance/f.yaml": SYSTEM.format(id="chat")}
    assert changed(twice, {"governance/b.yaml": PILOT.format(id="chat")}).again(ON_SYSTEMS, "chat", "governance/f.yaml")


def test_what_a_broken_reference_is_likely_meant_to_name_is_affected() -> None:
    found = changed(PROJECT, {"governance/c.yaml": RISKS.format(system="scorin", control="A.5.2")})
    assert found.again(ON_SYSTEMS, "scoring", "governance/d.yaml")


def test_who_names_a_control_of_the_organisation_is_affected_by_its_row() -> None:
    soa = "kind: soa\nid: soa\ncontrols: [{{control: ORG.1, own: {own}, applicable: true, justification: Ours.}}]\n"
    files = {
        **PROJECT,
        "governance/c.yaml": RISKS.format(system="chat", control="ORG.1"),
        "governance/s.yaml": soa.format(own="true"),
    }
    assert changed(files, {"governance/s.yaml": soa.format(own="false")}).again(ON_RISKS, "R1", "governance/c.yaml")


def test_a_second_record_of_what_there_is_one_of_affects_whoever_asks_for_it() -> None:
    scope = "kind: scope\nid: {id}\nsystems: {{in: [chat]}}\n"
    found = changed(
        {**PROJECT, "governance/s.yaml": scope.format(id="scope")}, {"governance/t.yaml": scope.format(id="other")}
    )
    assert found.affected.all_of(RULE[ON_SYSTEMS])
    assert not found.affected.all_of(RULE["objective-not-measured"])


def test_all_are_affected_by_what_can_no_longer_be_read() -> None:
    found = changed(PROJECT, {"governance/b.yaml": "kind: ai_system\nid: [\n"})
    assert all(map(found.affected.all_of, found.now.rules))


def test_what_was_lost_before_and_still_is_affects_nobody() -> None:
    lost = {**PROJECT, "governance/x.yaml": "kind: dataset\nid: [\n"}
    found = changed(lost, {"governance/e.yaml": PROJECT["governance/e.yaml"] + "# more\n"})
    assert not found.again(ON_SYSTEMS, "chat", "governance/b.yaml")


def test_another_past_concerns_the_rules_that_ask_for_it() -> None:
    found = changed(PROJECT, {}, {"governance/b.yaml", "services/chat.py"})
    assert "illegal-stage-jump" in found.again_by("chat", "governance/b.yaml")
    assert ON_SYSTEMS not in found.again_by("chat", "governance/b.yaml")  # in whose fields nothing differs
    assert not found.again_by("scoring", "governance/d.yaml")
    assert not found.again(ON_RISKS, "R1", "governance/c.yaml")


def test_who_governs_code_that_changed_is_affected() -> None:
    files = {
        **PROJECT,
        "governance/b.yaml": PROJECT["governance/b.yaml"] + "code: {paths: [services/chat/]}\n",
        "services/chat/a.py": "1\n",
    }
    found = changed(files, {"services/chat/a.py": "2\n"})
    assert "code-changed-since-aiia" in found.again_by("chat", "governance/b.yaml")
    assert ON_SYSTEMS not in found.again_by("chat", "governance/b.yaml")
    assert not found.again(ON_SYSTEMS, "scoring", "governance/d.yaml")


def test_files_and_ids_that_come_concern_the_rules_that_ask_which_there_are() -> None:
    found = changed(PROJECT, {"services/other.py": "1\n"})
    assert found.affected.all_of(RULE["missing-evidence-file"])
    assert not found.affected.all_of(RULE[ON_SYSTEMS])
    edited = RULE["approved-then-edited"]
    assert not changed(PROJECT, {"governance/b.yaml": SYSTEM.format(id="chat") + "owner: ceo\n"}).affected.all_of(
        edited
    )
    assert changed(PROJECT, {"governance/b.yaml": SYSTEM.format(id="chat2")}).affected.all_of(edited)


def test_who_loses_its_referrers_to_something_else_of_the_same_id_is_affected() -> None:
    files = {
        "governance/i.yaml": "kind: incidents\nid: incidents\nincidents: [{id: X-1, title: Down}]\n",
        "governance/n.yaml": "kind: nonconformities\nid: ncs\nnonconformities: [{id: N-1, raised_from: X-1}]\n",
    }
    audit = "kind: audit\nid: audit\nfindings: [{id: X-1, statement: Down}]\n"
    found = changed(files, {"governance/a.yaml": audit})
    target = [item.links[("raised_from",)].kind for item in found.now.snapshot.aims.items["nonconformity"]]
    assert target == ["audit_finding"]
    assert found.again("incident-no-nc-or-reason", "X-1", "governance/i.yaml")


def test_what_lists_inside_of_a_record_refer_to_is_followed_both_ways() -> None:
    model = "models: [{name: m, card: card}]\n"
    card = "kind: model_card\nid: card\n"
    files = {**PROJECT, "governance/b.yaml": PROJECT["governance/b.yaml"] + model, "governance/m.yaml": card}
    of_card = changed(files, {"governance/m.yaml": card + "owner: ceo\n"})
    assert of_card.again_by("chat", "governance/b.yaml")
    assert ON_SYSTEMS not in of_card.again_by("chat", "governance/b.yaml")
    assert not of_card.again(ON_SYSTEMS, "scoring", "governance/d.yaml")
    of_system = changed(files, {"governance/b.yaml": files["governance/b.yaml"].replace("deployed", "pilot")})
    assert of_system.again("card-no-metrics", "card", "governance/m.yaml")
