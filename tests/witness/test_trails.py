"""All records of a file followed at once tell the same as each followed by itself."""

from collections.abc import Iterable, Mapping
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from aimslint.witness import Version
from aimslint.witness.tracing import Tracer
from tests.witness.story import Story, step, story

PATHS = ("governance/a.yaml", "governance/b.yaml", "governance/c.yaml")
DOCUMENTS = st.one_of(
    st.builds(
        "kind: {}\nid: {}\nname: {}\n".format,
        st.sampled_from(("procedure", "dataset")),
        st.sampled_from("xyz"),
        st.sampled_from(("One", '"One"', "Two")),
    ),
    st.sampled_from(
        ("kind: procedure\nid: x\nname: [\n", "a: 1\n", "# nothing\n", "kind: procedure\nid: &i y\nname: *i\n")
    ),
)
FILES = st.one_of(st.none(), st.lists(DOCUMENTS, min_size=1, max_size=4).map("---\n".join))
STEPS = st.lists(
    st.tuples(st.dictionaries(st.sampled_from(PATHS), FILES, min_size=1), st.booleans()), min_size=2, max_size=7
)


def told(steps: Iterable[tuple[Mapping[str, str | None], bool]]) -> Story:
    """What these steps make; a file that is not there is not deleted. With a flag, a shallow clone begins there."""
    there: set[str] = set()
    made = [
        step("2024-01-01", {f"governance/more-{number}.yaml": f"kind: roles\nid: r{number}\n" for number in range(4)})
    ]
    for number, (files, boundary) in enumerate(steps):
        made.append(
            step(
                f"2025-01-{number + 10}",
                {path: text for path, text in files.items() if text is not None or path in there},
                says=f"Step {number}",
                boundary=boundary and number < 2,
            )
        )
        there = {path for path in PATHS if (files[path] is not None if path in files else path in there)}
    return story(*made)


def plain(version: Version) -> tuple[Any, ...]:
    before = None if version.before is None else dict(version.before)
    return version.commit.subject, before, dict(version.after), version.old, version.unclear


def tracer(one: Story) -> Tracer:
    witness = one.witness
    for record in one.aims.records:
        witness.versions(record)
    return witness._tracer


@given(STEPS)
def test_the_same_versions_as_one_by_one(steps: list[tuple[dict[str, str | None], bool]]) -> None:
    at_once, by_itself = told(steps), told(steps)
    for record in at_once.aims.records:
        identity = (record.kind, record.id)
        found = list(map(plain, tracer(at_once)._at_once(record.path, identity)))
        assert found == list(map(plain, tracer(by_itself)._of_record(record.path, identity, None)))


def can_be_read(found: Tracer) -> bool:
    trails = {path: found._trail(path) for path in PATHS}
    return all(trail is None or trail.sound(found.contents.written(path)) for path, trail in trails.items())


@given(STEPS)
def test_texts_tell_what_versions_tell_where_these_can_be_read(steps: list[tuple[dict[str, str | None], bool]]) -> None:
    by_texts, by_itself = told(steps), told(steps)
    for record in by_texts.aims.records:
        texts = by_texts.witness.texts(record)
        versions = list(tracer(by_itself)._of_record(record.path, (record.kind, record.id), None))
        if texts is not None and can_be_read(tracer(by_texts)):
            assert {version.commit for version in versions} <= {commit for commit, _ in texts}
            assert versions[-1].commit == texts[-1][0]
            assert versions[-1].before is None
            assert texts[-1][1] is None


@given(STEPS)
def test_what_is_gone_is_the_same_when_texts_were_looked_at(steps: list[tuple[dict[str, str | None], bool]]) -> None:
    by_texts, plain_story = told(steps), told(steps)
    for record in by_texts.aims.records:
        by_texts.witness.texts(record)
    kinds = frozenset(("procedure", "dataset"))
    found = [(gone.kind, gone.id, gone.path, gone.commit) for gone in by_texts.witness.gone(kinds)]
    assert found == [(gone.kind, gone.id, gone.path, gone.commit) for gone in plain_story.witness.gone(kinds)]


def test_a_file_of_many_documents() -> None:
    many = [f"kind: procedure\nid: p{number}\nname: One\n" for number in range(40)]
    changed = [*many[:20], many[20].replace("One", "Two"), *many[21:]]
    one = told([({PATHS[0]: "---\n".join(many)}, False), ({PATHS[0]: "---\n".join(changed)}, False)])
    trail = tracer(one)._trail(PATHS[0])
    assert trail is not None
    assert [len(trail.events(("procedure", f"p{number}")) or ()) for number in (19, 20, 21)] == [1, 2, 1]


def test_many_documents_that_all_change_take_no_longer_each() -> None:
    many = [f"kind: procedure\nid: p{number}\nname: One\n" for number in range(3_000)]
    versions = ["---\n".join(many).replace("One", name) for name in ("One", "Two", "Three")]
    one = told([({PATHS[0]: text}, False) for text in versions])
    trail = tracer(one)._trail(PATHS[0])
    assert trail is not None
    assert {len(trail.events(("procedure", f"p{number}")) or ()) for number in range(3_000)} == {3}


def test_what_has_to_be_parsed_as_a_whole_is_followed_by_itself() -> None:
    broken, whole = "kind: procedure\nid: x\nname: [\n", "kind: procedure\nid: x\n"
    one = told([({PATHS[0]: broken}, False), ({PATHS[0]: whole}, False)])
    found = tracer(one)
    trail = found._trail(PATHS[0])
    assert trail is not None
    assert not trail.sound(found.contents.written(PATHS[0]))
    (record,) = one.aims.items["procedure"]
    assert one.witness.versions(record).gap
    assert one.witness.texts(record) == [
        (one.witness.commits[0], broken.strip().encode()),
        (one.witness.commits[1], None),
    ]
