"""What the witness says of records and entries that are not there any more."""

from collections.abc import Iterable, Mapping
from itertools import islice

from aimslint.history.scripted import ScriptedHistory, Step
from aimslint.witness import Gone, Witness
from tests.witness.story import AS_OF, BEN, step, story

START = (
    step("2025-01-10", {"governance/a.yaml": "{kind: roles, id: a}\n"}),
    step("2025-01-11", {"governance/b.yaml": "{kind: roles, id: b}\n"}),
    step("2025-01-12", {"governance/c.yaml": "{kind: roles, id: c}\n"}),
)
KINDS = frozenset(("risk", "impact_assessment"))
PATH = "governance/risks.yaml"
ONE = "  - {id: R1, title: Answers that mislead, systems: [chat]}\n"
TWO = "  - {id: R2, title: Letters that get lost}\n"
RISKS = "kind: risk_register\nid: risks\nrisks:\n"
FIRST = step("2026-01-01", {PATH: RISKS + ONE + TWO}, says="First")


def gone(*steps: Step, pending: Mapping[str, str | None] | None = None) -> list[Gone]:
    return story(*START, *steps, pending=pending).witness.gone(KINDS)


def test_an_entry_with_its_last_words_and_who_removed_it() -> None:
    changed = ONE.replace("mislead", "hurt")
    (found,) = gone(
        FIRST,
        step("2026-01-02", {PATH: RISKS + changed + TWO}),
        step("2026-01-03", {PATH: RISKS + TWO}, BEN, says="Tidy"),
    )
    assert (found.kind, found.id, found.path) == ("risk", "R1", PATH)
    assert found.data["title"] == "Answers that hurt"
    assert found.record["id"] == "risks"
    assert found.commit.subject == "Tidy"
    assert found.since is not None
    assert found.since.subject == "First"


def test_all_that_a_file_held() -> None:
    assert {found.id for found in gone(FIRST, step("2026-01-03", {PATH: None}))} == {"R1", "R2"}


def test_not_committed_yet() -> None:
    assert [found.commit.pending for found in gone(FIRST, pending={PATH: RISKS + TWO})] == [True]


def test_what_goes_on() -> None:
    renamed = ONE.replace("R1", "RISK-1")
    assert not gone(FIRST, step("2026-01-03", {PATH: RISKS + renamed + TWO}))
    assert not gone(FIRST, step("2026-01-03", {PATH: RISKS + renamed.replace("mislead", "hurt") + TWO}))
    assert not gone(
        FIRST, step("2026-01-03", {PATH: RISKS + TWO, "governance/d.yaml": RISKS.replace("id: risks", "id: d") + ONE})
    )
    assert not gone(FIRST, step("2026-01-03", {PATH: None}), step("2026-01-04", {PATH: RISKS + ONE + TWO}))


def test_what_two_commits_moved() -> None:
    assert not gone(
        FIRST,
        step("2026-01-03", {PATH: RISKS + TWO}),
        step("2026-01-04", {"governance/d.yaml": RISKS.replace("id: risks", "id: d") + ONE}),
    )


def test_another_one_in_its_place() -> None:
    (found,) = gone(FIRST, step("2026-01-03", {PATH: f"{RISKS}  - {{id: R3, title: Too slow, owner: lead}}\n{TWO}"}))
    assert found.id == "R1"


def test_an_id_that_another_kind_bears() -> None:
    assessment = step("2026-01-01", {"governance/ia.yaml": "{kind: impact_assessment, id: chat, status: approved}\n"})
    system = step("2026-01-01", {"governance/chat.yaml": "{kind: ai_system, id: chat}\n"})
    (found,) = gone(assessment, system, step("2026-01-03", {"governance/ia.yaml": None}))
    assert (found.kind, found.id) == ("impact_assessment", "chat")


def test_what_an_import_took_out_is_not_known() -> None:
    other = {f"governance/{name}.yaml": f"{{kind: roles, id: {name}}}\n" for name in "defghij"}
    told = story(FIRST, step("2026-01-03", {**other, PATH: None}))
    assert not told.witness.gone(KINDS)


def test_a_broken_file_hides_what_it_holds() -> None:
    assert not gone(FIRST, step("2026-01-03", {PATH: "risks: [\n"}))


class Counting(ScriptedHistory):
    """A history that counts how often contents are read."""

    reads = 0

    def read(self, blobs: Iterable[str]) -> Mapping[str, bytes]:
        self.reads += 1
        return super().read(blobs)


def test_long_registers_are_read_in_bulk() -> None:
    texts = (RISKS + "".join(f"  - {{id: R{n}, title: Risk {n}}}\n" for n in range(count)) for count in range(1, 300))
    steps = [step("2026-01-01", {PATH: text}) for text in islice(texts, 300)]
    told = story(*START, *steps)
    history = Counting([*START, *steps])
    witness = Witness(history, told.aims, AS_OF)
    assert witness.gone(KINDS) == []
    assert history.reads <= 3


def test_files_of_which_texts_tell_that_nothing_left_them_are_not_searched() -> None:
    assessment = "kind: impact_assessment\nid: ia\nstatus: approved\napproved_on: 2026-01-01\n"
    steps = (
        step(
            "2026-01-01", {"governance/ia.yaml": assessment, "governance/more.yaml": assessment.replace("ia\n", "ib\n")}
        ),
        step("2026-01-02", {"governance/ia.yaml": f"{assessment}notes: More\n"}),
        step("2026-01-03", {"governance/more.yaml": None, PATH: RISKS + ONE + TWO}, says="Gone"),
        step("2026-01-04", {PATH: RISKS + ONE}, says="Gone, too"),
    )
    one = story(*START, *steps)
    one.witness.texts(one.item("impact_assessment", "ia"))
    assert [(found.id, found.commit.subject) for found in one.witness.gone(KINDS)] == [
        ("R2", "Gone, too"),
        ("ib", "Gone"),
    ]
    searched = one.witness._may_leave(one.witness.commits, KINDS)
    assert {change.path for _, change in searched}.isdisjoint({"governance/ia.yaml"})
    assert {change.path for _, change in searched} >= {"governance/more.yaml", PATH}
