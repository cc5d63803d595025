"""Values of a record: words, ids of the right kind, requirements, rules, days, files."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from posixpath import splitext

from aimslint.aims import Item
from aimslint.editor.cards import kind_card, kinds_of_records, rule_card, word_card
from aimslint.editor.completion.files import path_values
from aimslint.editor.completion.suggestion import Option, Suggestions, values
from aimslint.editor.cursor import Cursor
from aimslint.editor.declared import Declared, in_record
from aimslint.editor.harmless import code, prose
from aimslint.editor.index import Index, Known
from aimslint.editor.meanings import meaning
from aimslint.packs import Requirement
from aimslint.records.shape import ListOf, OwnStep, Reference, Scalar, Words
from aimslint.records.table import all_kinds
from aimslint.rulebook import Rule

DURATIONS = ("12 months", "6 months", "3 months", "1 month", "30 days", "2 years")


def record_values(index: Index, path: str, text: str, cursor: Cursor) -> Suggestions:
    """The values that may stand at the cursor in a record."""
    if cursor.keys == ("kind",):
        return values(_record_kinds(), cursor)
    declared = in_record(cursor.kind, cursor.keys)
    if declared is None:
        return Suggestions()
    many = isinstance(declared.type, ListOf)
    if isinstance(declared.element, Scalar) and declared.element.name in ("path", "glob"):
        return path_values(index, cursor, many=many)
    options = _named_in_waiver(index, cursor, declared)
    if options is None:
        options = _options(index, path, cursor, declared)
    return values(options, cursor, many=many)


def _options(index: Index, path: str, cursor: Cursor, declared: Declared) -> Iterable[Option]:
    match declared.element:
        case Words() as words:
            return (
                Option(
                    word, "word", meaning(word, words), partial(word_card, word, words, None), 5, _aliases(words, word)
                )
                for word in words.words
            )
        case Reference(kinds):
            return references(index, kinds)
        case OwnStep(scale):
            return _steps(index, scale)
        case Scalar("flag"):
            return (Option(word, "value") for word in ("true", "false"))
        case Scalar("day", past):
            today = index.project.as_of.isoformat()
            return (Option(today, "value", "today"),) if past else ()
        case Scalar("duration"):
            return (Option(text, "value", rank=rank) for rank, text in enumerate(DURATIONS))
        case Scalar("id") if cursor.keys == ("id",):
            return _id_of_file(index, path, cursor)
    return ()


def _words(words: Words) -> Iterator[Option]:
    """The words of an enumeration in their order; each is found by its other spellings too."""
    for word in words.words:
        told = partial(word_card, word, words, None)
        yield Option(word, "word", meaning(word, words), told, 5, _aliases(words, word))


def _aliases(words: Words, word: str) -> str:
    return ", ".join(other for other, meant in words.aliases if meant == word)


def references(index: Index, kinds: tuple[str, ...]) -> Iterator[Option]:
    """What a reference to these kinds may name."""
    for one in index.of_kinds(kinds):
        if one.requirement is not None:
            yield _requirement(one, one.requirement)
        else:
            yield _item(one)


def rules(rulebook: Iterable[Rule], ranks: Mapping[str, int] | None = None) -> Iterator[Option]:
    """Rules by name; those with a rank of their own before the others."""
    for rule in rulebook:
        rank = (ranks or {}).get(rule.name, 5)
        yield Option(rule.name, "rule", rule.title, partial(rule_card, rule), rank, f"{rule.code} {rule.title}")


def _requirement(known: Known, requirement: Requirement) -> Option:
    rank = 5 if known.id == requirement.id else 6  # the whole ids after the bare ones
    return Option(known.id, "requirement", known.title, partial(prose, requirement.summary, 600), rank, known.title)


def _item(known: Known) -> Option:
    item = known.item
    retired = item is not None and (
        item.data.get("lifecycle_stage") in ("retired", "rejected") or item.data.get("status") == "retired"
    )
    return Option(known.id, "reference", known.title[:80], partial(_named, known), 7 if retired else 5, known.title)


def _named(known: Known) -> str:
    """What an id stands for."""
    kind = known.item.kind if known.item is not None else ""
    return f"{kind} {code(known.id)}" + (f" – {prose(known.title)}" if known.title else "")


def _record_kinds() -> Iterator[Option]:
    for kind in kinds_of_records():
        yield Option(kind.name, "kind", kind.shape.description, partial(kind_card, kind))


def _steps(index: Index, scale: str) -> Iterator[Option]:
    """The steps of one of the organisation's own scales, from the lowest on."""
    method = index.snapshot.project("risk_method")
    if isinstance(method, Item):
        for rank, step in enumerate(method.children.get(("scales", scale), ())):
            value = step.data.get("value") if isinstance(step, Item) else None
            if isinstance(step, Item) and isinstance(value, str | int) and not isinstance(value, bool):
                said = next((text for name, text in step.data.items() if name != "value" and isinstance(text, str)), "")
                yield Option(str(value), "matcher" if isinstance(value, int) else "word", said, "", rank)


def _id_of_file(index: Index, path: str, cursor: Cursor) -> Iterator[Option]:
    """The name of the file as the id of the record in it, where no other bears it."""
    stem = splitext(path.rpartition("/")[2])[0].removesuffix(".aims")
    if cursor.document == 0 and stem and index.find((cursor.kind,), stem) is None:
        yield Option(stem, "value", "as the file is named")


def _named_in_waiver(index: Index, cursor: Cursor, declared: Declared) -> Iterable[Option] | None:
    """A waiver names rule, kind and id as plain texts."""
    if declared.within != "waiver":
        return None
    match cursor.keys[2:]:
        case ("rule",):
            found = {finding.rule: 1 for finding in index.project.report.findings}
            return rules(index.project.rulebook, found)
        case ("record", "kind"):
            return (Option(kind.name, "kind", kind.shape.description) for kind in all_kinds().values())
        case ("record", "id"):
            kind = cursor.beside.get("kind", "")
            return references(index, (kind,)) if kind in all_kinds() else ()
    return None
