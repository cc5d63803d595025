"""Names that would mean two things: none is a word of rules, none a boolean of older YAML."""

from collections.abc import Iterator

import pytest

from aimslint.facts import all_facts
from aimslint.packs import all_pack_names, load_packs
from aimslint.records.shape import Field, ListOf, Object, Shape, Type, Words, references
from aimslint.records.table import all_kinds
from aimslint.rulebook.compile import RESERVED

YAML_1_1_BOOLEANS = {"y", "n", "yes", "no", "on", "off", "true", "false"}
REQUIREMENTS = load_packs(["iso42001"])["iso42001"].requirements


def fields_of(shape: Shape, path: str) -> Iterator[tuple[str, Field]]:
    """Every field of a shape and of the objects in it, with its path."""
    for name, declared in shape.fields.items():
        yield f"{path}.{name}", declared
        inner = item_of(declared.type)
        if isinstance(inner, Object):
            yield from fields_of(inner.shape, f"{path}.{name}")


def item_of(type_: Type) -> Type:
    return item_of(type_.item) if isinstance(type_, ListOf) else type_


FIELDS = [found for kind in all_kinds().values() for found in fields_of(kind.shape, kind.name)]


def test_no_field_is_named_by_a_word_of_rules() -> None:
    assert [path for path, declared in FIELDS if declared.name in RESERVED] == []


def test_no_word_of_an_enumeration_is_a_word_of_rules() -> None:
    words = [(path, set(item_of(declared.type).words)) for path, declared in FIELDS if is_words(declared.type)]  # type: ignore[union-attr]
    assert [(path, found & RESERVED) for path, found in words if found & RESERVED] == []


def is_words(type_: Type) -> bool:
    return isinstance(item_of(type_), Words)


def test_no_name_of_a_kind_relation_or_fact_is_a_word_of_rules() -> None:
    backs = {reference.back for kind in all_kinds().values() for reference in references(kind.shape)}
    plurals = {kind.plural for kind in all_kinds().values()}
    facts = {fact.name for fact in all_facts()}
    assert RESERVED & (all_kinds().keys() | backs | plurals | facts) == set()


def test_no_field_and_no_word_is_a_boolean_of_older_yaml() -> None:
    assert [path for path, declared in FIELDS if declared.name.casefold() in YAML_1_1_BOOLEANS] == []
    words = [(path, item_of(declared.type)) for path, declared in FIELDS]
    bad = [path for path, type_ in words if isinstance(type_, Words) and YAML_1_1_BOOLEANS & set(type_.words)]
    assert bad == []


def test_every_requirement_that_a_field_names_is_in_the_catalogue() -> None:
    named = [(path, id_) for path, declared in FIELDS for id_ in declared.requirements]
    assert [(path, id_) for path, id_ in named if id_ not in REQUIREMENTS] == []
    assert len(named) > 500


@pytest.mark.parametrize("pack", all_pack_names())
def test_everything_that_a_catalogue_calls_evidence_is_a_kind(pack: str) -> None:
    found = load_packs([pack])[pack].requirements.values()
    assert [(one.id, name) for one in found for name in one.evidence if name not in all_kinds()] == []


def test_every_kind_is_evidence_for_something_or_names_what_it_is_evidence_for() -> None:
    named = {name for one in REQUIREMENTS.values() for name in one.evidence}
    silent = [
        kind.name
        for kind in all_kinds().values()
        if kind.name not in named and not any(declared.requirements for declared in kind.shape.fields.values())
    ]
    assert silent == []


def test_every_field_says_what_it_is() -> None:
    assert [path for path, declared in FIELDS if not declared.description.endswith((".", "?"))] == []


def test_an_alias_is_no_word_itself_and_means_one() -> None:
    for path, declared in FIELDS:
        type_ = item_of(declared.type)
        if isinstance(type_, Words):
            for spelling, word in type_.aliases:
                assert word in type_.words, path
                assert spelling not in type_.words, path
