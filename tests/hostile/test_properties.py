"""What holds of records, conditions, views and whole checks whatever is written; hypothesis looks for an exception."""

from datetime import date
from importlib import import_module
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from aimslint.config import Config
from aimslint.engine import check
from aimslint.loading import load_file
from aimslint.records.reading import read_record
from aimslint.records.values import UNKNOWN
from aimslint.reporters.text.screen import Screen
from aimslint.rulebook.frame import Frame
from aimslint.trees import MemoryTree
from aimslint.views.show import page_of
from fuzz import mutating, seeds, target, words
from tests.loading.test_properties import plain_data
from tests.records.build import Bend, bends, bent, record_kinds, rich, world, written
from tests.records.trouble import rulebook
from tests.reporters.listings import SCREEN
from tests.rulebook.asking import compiled, snapshot, subject

AS_OF = date(2026, 11, 20)
KINDS = st.sampled_from(record_kinds())
SCALARS = st.sampled_from(words.SCALARS)

# Conditions about each sort of field; what the field holds is anything.
CONDITIONS: dict[str, list[Any]] = {
    "name": ["Chat", ["a", "b"], "present", "absent", {"min_words": 2}, {"matches": "a*"}, {"same_as": "id"}],
    "risk_tier": ["high", ["high", "low"], "present", "absent"],
    "stage_since": ["present", {"before": "as_of"}, {"not_before": "as_of"}, {"older_than": "1 year"}],
    "personal_data.used": [True, False, "present"],
    "users": ["present", {"includes": ["staff"]}, {"at_least": 1}, {"some": "staff"}, {"none": "staff"}],
    "owner": ["lead", "present", {"matches": "l*"}],
}
MATCHERS = st.sampled_from([(path, matcher) for path, of_path in CONDITIONS.items() for matcher in of_path])
FIELDS = st.dictionaries(
    st.sampled_from(["name", "risk_tier", "stage_since", "personal_data", "users", "owner"]), SCALARS, max_size=6
)


@st.composite
def anything_in_fields(draw: st.DrawFn) -> dict[str, Any]:
    """A record of a kind that holds anything in its fields."""
    kind = draw(KINDS)
    fields = st.sampled_from(sorted(kind.shape.fields)) | st.sampled_from(words.fields())
    return {**draw(st.dictionaries(fields, plain_data, max_size=8)), "kind": kind.name}


@given(anything_in_fields() | plain_data)
@settings(deadline=None, max_examples=50)
def test_whatever_a_record_holds_each_bent_field_is_unknown_and_told_where_it_stands(data: Any) -> None:
    record, problems = read_record("a.yaml", 0, data)
    assert record is not None or problems
    for problem in problems:
        value: Any = data
        for key in problem.place.keys[:-1]:
            value = value[key] if value is not UNKNOWN else UNKNOWN
            if value is UNKNOWN:
                break


@given(MATCHERS, FIELDS)
@settings(deadline=None)
def test_a_condition_answers_yes_no_or_cannot_say_and_laws_hold(about: tuple[str, Any], fields: dict[str, str]) -> None:
    path, matcher = about
    text = "kind: ai_system\nid: chat\n" + "".join(f"{name}: {value}\n" for name, value in fields.items())
    if not load_file("a.yaml", text.encode()).documents:
        return
    snap = snapshot(text)
    if not snap.aims.of_kind(("ai_system",)):
        return
    item = subject(snap, "ai_system")

    def answer(spec: Any) -> bool | None:
        return compiled(spec, "ai_system").test(Frame(item, item, snap))

    plain = answer({path: matcher})
    assert plain in (True, False, None)
    assert answer({path: {"not": {"not": matcher}}}) is plain
    assert answer({"any_of": [{path: matcher}, {path: matcher}]}) is plain
    assert answer({"any_of": [{path: matcher}, {"id": "chat"}]}) is True
    assert answer({path: matcher, "id": "chat"}) is plain
    assert answer({path: matcher, "id": "other"}) is False
    opposite = answer({path: {"not": matcher}})
    assert (opposite is None) == (plain is None)
    assert opposite is None or opposite is not plain


@st.composite
def bent_records(draw: st.DrawFn) -> tuple[str, Bend]:
    kind = draw(KINDS)
    return kind.name, draw(st.sampled_from(bends(kind)))


@given(bent_records())
@settings(deadline=None, max_examples=12)
def test_a_bent_record_has_a_page(chosen: tuple[str, Bend]) -> None:
    name, bend = chosen
    kind = next(kind for kind in record_kinds() if kind.name == name)
    spoilt, _ = bent(rich(kind), bend)
    beside = {path: text for path, text in world().items() if "/roles" in path or "/ai_system" in path}
    files = beside | {f"governance/{name}.yaml": written(spoilt)[0]}
    report = check(MemoryTree(files), AS_OF, Config(), rulebook=rulebook())
    for record in report.aims.records:
        for form in ("text", "json"):
            _write(form, page_of(report, record, date(2027, 11, 20)), SCREEN)


def _write(form: str, page: Any, screen: Screen) -> str:
    return "".join(import_module(f"aimslint.reporters.show.{form}").write(page, AS_OF, screen))


@given(st.sampled_from(sorted(seeds.repositories())), st.integers(0, 2**32))
@settings(deadline=None, max_examples=10)
def test_a_mutated_repository_is_checked_to_the_end(name: str, seed: int) -> None:
    data = seeds.repositories()[name]
    if len(data) < 20_000:
        target.check_bytes(mutating.mutated(data, Random(seed), 40_000), hurry=True)
