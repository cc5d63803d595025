"""Mending in rounds, with a look that a test makes up: words in capitals are findings, and some bring up others."""

import re
from collections.abc import Callable, Mapping

from aimslint.mending import Outcome, Seen, mend
from aimslint.mending.rounds import LOOKS, ROUNDS
from aimslint.model import Change, Edit, Finding, Fix, Location, Severity

WORDS = re.compile("[A-Z]+")
Reveals = Callable[[str], list[str]]


def finding(path: str, rule: str, key: str, fix: Fix | None = None) -> Finding:
    place = Location(path, 1, 1, 1, 1)
    return Finding(rule, "X1", Severity.ERROR, Severity.ERROR, key, place, None, key, (), "f", fix=fix)


def run(
    files: dict[str, str],
    *,
    reveals: Mapping[str, str] | None = None,
    becomes: Callable[[str], str] = str.lower,
    unsafe: bool = False,
    safe: bool = True,
    looks: list[int] | None = None,
) -> Outcome:
    """Mend files of lines `key: word`. A word of `reveals`, once in small letters, brings up a rule of that name."""

    def look(contents: Mapping[str, bytes]) -> Seen:
        if looks is not None:
            looks.append(1)
        wanted, everything = [], []
        for path, first in files.items():
            text = contents.get(path, first.encode()).decode()
            for word in re.finditer(r"^(\w+): (\w+)$", text, re.MULTILINE):
                if word[2] in (reveals or {}):
                    everything.append(finding(path, (reveals or {})[word[2]], word[1]))
                if WORDS.fullmatch(word[2]):
                    edit = Edit(word.start(2), word.end(2), becomes(word[2]))
                    one = finding(path, "capitals", word[1], Fix("mend", (edit,), safe, (Change(0, (word[1],)),)))
                    wanted.append((one, text))
                    everything.append(one)
        return Seen(wanted, everything)

    return mend(look, lambda path: files[path].encode(), unsafe=unsafe)


def test_all_is_mended_in_one_round() -> None:
    looks: list[int] = []
    outcome = run({"a.yaml": "x: ONE\ny: TWO\n", "b.yaml": "x: ok\n"}, looks=looks)
    assert outcome.after == {"a.yaml": b"x: one\ny: two\n"}
    assert (len(outcome.mended), outcome.left, len(looks)) == (2, (), 2)


def test_nothing_to_mend_costs_one_look() -> None:
    looks: list[int] = []
    assert not run({"a.yaml": "x: one\n"}, looks=looks).after
    assert len(looks) == 1


def test_an_unsafe_fix_is_made_only_on_request() -> None:
    assert not run({"a.yaml": "x: ONE\n"}, safe=False).after
    assert run({"a.yaml": "x: ONE\n"}, safe=False, unsafe=True).after


def test_a_safe_fix_that_brings_up_another_finding_is_undone_and_told() -> None:
    text = "a: ONE\nb: TWO\nc: THREE\nd: FOUR\ne: FIVE\n"
    outcome = run({"a.yaml": text, "b.yaml": "f: SIX\n"}, reveals={"three": "overdue"})
    assert outcome.after == {
        "a.yaml": b"a: one\nb: two\nc: THREE\nd: four\ne: five\n",
        "b.yaml": b"f: six\n",
    }
    ((left),) = outcome.left
    assert (left.finding.data_path, left.reason) == ("c", "mended, it would bring up overdue (a.yaml)")


def test_who_asks_for_unsafe_fixes_gets_those_too() -> None:
    assert run({"a.yaml": "c: THREE\n"}, reveals={"three": "overdue"}, unsafe=True).after == {"a.yaml": b"c: three\n"}


def test_two_that_do_harm_are_both_found() -> None:
    text = "".join(f"k{number}: {word}\n" for number, word in enumerate(["AA", "BB", "CC", "DD", "EE", "FF", "GG"]))
    outcome = run({"a.yaml": text}, reveals={"bb": "r", "ff": "r"})
    assert sorted(left.finding.data_path for left in outcome.left) == ["k1", "k5"]
    assert outcome.after["a.yaml"].decode() == re.sub("AA|CC|DD|EE|GG", lambda found: found[0].lower(), text)


def test_a_fix_that_does_not_help_is_undone() -> None:
    outcome = run({"a.yaml": "x: ONE\ny: TWO\n"}, becomes=lambda word: word if word == "ONE" else "two")
    assert outcome.after == {"a.yaml": b"x: ONE\ny: two\n"}
    assert [left.reason for left in outcome.left] == ["mending did not help"]


def test_a_fix_that_changes_more_than_it_says_is_undone() -> None:
    outcome = run({"a.yaml": "x: ONE\ny: TWO\n"}, becomes=lambda word: "one\nz: new" if word == "ONE" else "two")
    assert outcome.after == {"a.yaml": b"x: ONE\ny: two\n"}
    assert [left.reason for left in outcome.left] == ["more than the one value would change"]


def test_the_number_of_rounds_and_looks_is_bounded() -> None:
    looks: list[int] = []
    run({"a.yaml": "x: A\n"}, becomes=lambda word: word + "A", unsafe=True, looks=looks)
    assert len(looks) <= ROUNDS + 1
    looks.clear()
    text = "".join(f"k{number}: W{'ABCDEFGHIJ'[number % 10] * (number // 10 + 1)}\n" for number in range(200))
    outcome = run({"a.yaml": text}, reveals=dict.fromkeys(re.findall("w[a-j]+", text.lower()), "r"), looks=looks)
    assert len(looks) <= LOOKS + ROUNDS
    assert len(outcome.left) == 200
    assert "it was not tried any more; run the command again" in {left.reason for left in outcome.left}


def test_a_file_that_changed_since_it_was_looked_at_is_left() -> None:
    text = "x: ONE\n"
    edit = Edit(3, 6, "one")
    one = finding("a.yaml", "capitals", "x", Fix("mend", (edit,), True, (Change(0, ("x",)),)))
    outcome = mend(lambda _: Seen([(one, text)], [one]), lambda _: b"# new\nx: ONE\n")
    assert not outcome.after
    assert "changed meanwhile" in outcome.left[0].reason
