"""What a check over buffers says, against what a check of the same bytes on disk says."""

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aimslint.editor.buffers import Buffer
from aimslint.editor.desk import Checked, Desk, Going, Outdated
from aimslint.editor.positions import Text
from aimslint.editor.quick import at_once, beside, changed
from tests.cli.running import write
from tests.editor.marked import sample_files
from tests.editor.test_server import FILES, SYSTEM

PATH = "governance/ranking.yaml"
DAY = date(2026, 11, 20)


def desk(folder: Path) -> Desk:
    return Desk(folder, "utf-16", lambda: DAY)


def afresh(folder: Path, like: Desk) -> Desk:
    """Another desk, which knows nothing but the rules: to read these takes longer than all the rest."""
    made = desk(folder)
    made._rulebooks.update(like._rulebooks)
    return made


def buffer(folder: Path, path: str, text: str) -> Buffer:
    return Buffer((folder / path).as_uri(), folder / path, Text(text))


def shown(checked: Checked) -> dict[str, list[Any]]:
    return {path: sorted(map(repr, some)) for path, some in checked.diagnostics.items()}


def dangling(found: Iterable[Any]) -> list[str]:
    return sorted(repr(one) for one in found if one.code == "broken-ref")


@pytest.fixture(scope="module")
def typed_in(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Desk]:
    folder = write(tmp_path_factory.mktemp("typed"), FILES)
    return folder, desk(folder)


def same_as_on_disk(typed_in: tuple[Path, Desk], texts: list[str]) -> None:
    """Have these texts typed one after the other. What is said of the last one is what a file of it would get."""
    folder, open_ = typed_in
    for text in texts:
        checked = open_.check("", {PATH: buffer(folder, PATH, text)}, Going())
        assert checked.project is not None
        now, _ = at_once(checked.project, checked.project, {PATH: buffer(folder, PATH, text)}, [PATH])
        assert sorted(map(repr, now[PATH])) == shown(checked).get(PATH, [])
    (folder / PATH).write_bytes(Text(texts[-1]).whole.encode("utf-8", "surrogatepass"))
    try:
        assert shown(checked) == shown(afresh(folder, open_).check("", {}, Going()))
    finally:
        (folder / PATH).write_text(SYSTEM)


def test_a_file_typed_sign_by_sign(typed_in: tuple[Path, Desk]) -> None:
    same_as_on_disk(typed_in, [SYSTEM[:length] for length in range(0, len(SYSTEM), 9)] + [SYSTEM])


EDITS = st.lists(
    st.tuples(
        st.integers(0, len(SYSTEM)),
        st.integers(0, 12),
        st.sampled_from(
            ["", " ", "\n", ":", "- ", "x", "nobody", "{", "'", "#", "---\n", "owner: cto\n", "😀", "\t", "\r\n"]
        ),
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(EDITS)
def test_random_edits_and_back(typed_in: tuple[Path, Desk], edits: list[tuple[int, int, str]]) -> None:
    texts = [SYSTEM]
    for start, length, new in edits:
        texts.append(texts[-1][:start] + new + texts[-1][start + length :])
    same_as_on_disk(typed_in, [*texts[1:], SYSTEM])


CHANGES = [
    ("governance/risk/soa.yaml", "applicable: true", "applicable: false"),
    ("governance/third-parties/suppliers.yaml", "kind: suppliers", "kinds: suppliers"),
    ("governance/datasets/loan-book.yaml", "name: ", "name: My "),
    ("governance/systems/credit-scoring.yaml", "owner: ", "owner: x"),
    ("governance/systems/credit-scoring.yaml", "lifecycle_stage: deployed", "lifecycle_stage: idea"),
    ("governance/assessments/ia-affordability-2026.yaml", "status: approved", "status: draft"),
    ("governance/organisation/roles.yaml", "id: head-of-lending", "id: head-of-loans"),
    ("governance/systems/credit-scoring.yaml", "id: credit-scoring", "id: affordability-estimator"),
]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Desk]:
    folder = write(tmp_path_factory.mktemp("sample"), sample_files())
    return folder, desk(folder)


@pytest.mark.parametrize(("path", "old", "new"), CHANGES)
def test_what_is_said_at_once_of_the_open_file_holds(sample: tuple[Path, Desk], path: str, old: str, new: str) -> None:
    folder, open_ = sample
    before = open_.check("", {}, Going()).project
    assert before is not None
    text = sample_files()[path]
    assert old in text
    buffers = {path: buffer(folder, path, text.replace(old, new, 1))}
    assert changed(before, buffers) == [path]
    first, fresh = at_once(before, before, buffers, [path])
    found = beside(before, fresh, {path})
    told = [at_once(before, before, buffers, some, [path])[0] for some in found]
    assert [set(one) for one in told] == [set(some) for some in found]
    now = {file: some for one in told for file, some in one.items()}
    now |= at_once(before, before, buffers, [path, *found[0]])[0] if found else first
    after = open_.check("", buffers, Going())
    assert {file: sorted(map(repr, some)) for file, some in now.items()} == {
        file: shown(after).get(file, []) for file in now
    }
    again = open_.check("", {}, Going()).project
    assert again is not None
    assert again.report.findings == before.report.findings, "what was checked before stays as it was"


@pytest.mark.parametrize("left", ["", "governance/risk/risk-register.yaml"])
def test_a_name_changed_in_many_files_is_looked_at_in_all_of_them(sample: tuple[Path, Desk], left: str) -> None:
    """As a client does that renames: every file is open and changed. Or all but one, which names nothing then."""
    folder, open_ = sample
    before = open_.check("", {}, Going()).project
    assert before is not None
    named = re.compile(r"\bcredit-scoring\b(?!-)")
    texts = {path: text for path, text in sample_files().items() if path in before.loaded and named.search(text)}
    assert len(texts) > 3
    buffers = {
        path: buffer(folder, path, text if path == left else named.sub("credit-rating", text))
        for path, text in texts.items()
    }
    own = changed(before, buffers)
    assert set(own) == texts.keys() - {left}, "all that was changed"
    now, fresh = at_once(before, before, buffers, own)
    for some in beside(before, fresh, set(own)):
        now |= at_once(before, before, buffers, [*own, *some], own)[0]
    after = open_.check("", buffers, Going())
    assert {path: sorted(map(repr, now[path])) for path in texts} == {
        path: shown(after).get(path, []) for path in texts
    }
    if left:
        assert dangling(after.diagnostics[left])
    mended = {path: buffer(folder, path, text) for path, text in texts.items()}
    broken = open_.check("", buffers, Going()).project
    assert broken is not None
    own = changed(broken, mended)
    _, fresh = at_once(broken, broken, mended, own)
    assert not left or left in [path for some in beside(broken, fresh, set(own)) for path in some]


@pytest.mark.parametrize("new", ["owner: x", "lifecycle_stage: nowhere\nowner: x", "nothing: here\nowner: "])
def test_the_first_check_tells_of_open_files_first(sample: tuple[Path, Desk], new: str) -> None:
    folder, other = sample
    path = "governance/systems/credit-scoring.yaml"
    buffers = {path: buffer(folder, path, sample_files()[path].replace("owner: ", new, 1))}
    alone, early, full = afresh(folder, other).checks("", buffers, Going())
    assert alone.alone
    assert set(map(repr, alone.diagnostics.get(path, []))) <= set(shown(full)[path])
    assert bool(alone.diagnostics) is (new != "owner: x"), "whether it names something that is elsewhere takes longer"
    assert full.project is not None
    assert early.project is None
    assert early.first is not None
    assert early.first.loaded == full.project.loaded
    assert set(early.diagnostics) == {path}
    told = sorted(map(repr, early.diagnostics[path]))
    assert told == shown(full)[path]
    (broken, *_) = afresh(folder, other).checks("", {path: buffer(folder, path, "{{{")}, Going())
    assert [one.code for one in broken.diagnostics[path]] == ["not-yaml"]
    again = afresh(folder, other)
    going = Going()
    given_up = again.checks("", buffers, going)
    next(given_up)
    next(given_up)
    going.stop()
    with pytest.raises(Outdated):
        next(given_up)
    assert len(list(again.checks("", buffers, Going()))) == 3, "what was given up is told early again"
    assert len(list(again.checks("", buffers, Going()))) == 1


def test_a_check_that_nobody_waits_for_is_given_up(typed_in: tuple[Path, Desk]) -> None:
    going = Going()
    going.stop()
    with pytest.raises(Outdated):
        typed_in[1].check("", {}, going)


def test_the_last_bytes_that_parsed_are_those_on_disk_once_a_file_was_closed(typed_in: tuple[Path, Desk]) -> None:
    folder, open_ = typed_in
    open_.check("", {PATH: buffer(folder, PATH, SYSTEM.replace("sales", "nobody"))}, Going())
    open_.check("", {}, Going())
    found = open_.check("", {PATH: buffer(folder, PATH, SYSTEM + "{{{")}, Going()).diagnostics[PATH]
    assert [one.code for one in found if one.code in ("not-yaml", "owner-not-a-role")] == ["not-yaml"]
