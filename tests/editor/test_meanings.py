from collections.abc import Iterator

from aimslint.editor.meanings import ALL, meaning
from aimslint.editor.meanings import _read as read
from aimslint.records.shape import ListOf, Object, Shape, Type, Words
from aimslint.records.table import all_kinds


def enumerations() -> set[Words]:
    return {words for kind in all_kinds().values() for words in _in_shape(kind.shape)}


def _in_shape(shape: Shape) -> Iterator[Words]:
    for field in shape.fields.values():
        yield from _in_type(field.type)


def _in_type(type_: Type) -> Iterator[Words]:
    match type_:
        case Words():
            yield type_
        case ListOf(item):
            yield from _in_type(item)
        case Object(shape):
            yield from _in_shape(shape)


def test_every_meaning_is_told_of_some_word() -> None:
    told = {(word, meaning(word, words)) for words in enumerations() for word in words.words}

    for text in ALL:
        lost = set(read(text).items()) - told
        assert not lost, "no enumeration has these words any more; mend the words or take the meanings out"


def test_a_word_means_what_it_means_in_its_place() -> None:
    said = {meaning("provider", words) for words in enumerations() if "provider" in words.words}

    assert any("under our name" in text for text in said)
    assert any("Union" not in text and "its own name" in text for text in said)


def test_meanings_are_few_words() -> None:
    assert all(0 < len(said) <= 120 for text in ALL for said in read(text).values())
