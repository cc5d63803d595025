"""Projects changed at random, as people and programs change them: what must hold of any change is tried with these."""

import random
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from datetime import date
from typing import Any

import yaml

from aimslint.history.scripted import ScriptedHistory, Step

Files = dict[str, str]
Holder = dict[Any, Any] | list[Any]

PEOPLE = ("Ada <ada@example.org>", "Ben <ben@example.org>", "Cleo <cleo@example.org>")
EXPLAINED = {"not_applicable": {"reason": "No need.", "approved_by": "ceo"}}
BENT: tuple[Any, ...] = ([], {}, 12, True, "TBD", ["x", 3], EXPLAINED)


class Changes:
    """Makes changes of a project. Values come from elsewhere in it, from fields of the same name."""

    def __init__(self, chance: random.Random, files: Mapping[str, str]) -> None:
        self._chance = chance
        self._values: dict[str, list[Any]] = {}
        for path, text in files.items():
            for document in _documents(path, text):
                for holder, key in _spots(document):
                    self._values.setdefault(str(key), []).append(holder[key])

    def of(self, files: Mapping[str, str], most: int = 3) -> Files:
        """The files with one change, or some."""
        changed = dict(files)
        for _ in range(self._chance.randint(1, most)):
            path = self._chance.choice(sorted(path for path in changed if not path.endswith("aimslint.yaml")) or [""])
            changed.setdefault(path, "")
            ways = (self._inside,) * 12 + (self._unreadable, self._deleted, self._copied, self._moved)
            self._chance.choice(ways)(changed, path)
        return changed

    def _inside(self, files: Files, path: str) -> None:
        documents = _documents(path, files[path])
        if not documents:
            files[path] += "\n# touched\n"
            return
        document = self._chance.choice(documents)
        ways: tuple[Callable[[list[Any], Any], None], ...] = (
            *(self._value,) * 6,
            *(self._field_dropped, self._bent, self._renamed, self._item, self._document, self._erased, self._replaces),
        )
        self._chance.choice(ways)(documents, document)
        files[path] = yaml.safe_dump_all(documents, sort_keys=False, allow_unicode=True)

    def _spot(self, document: Any) -> tuple[Any, Any] | None:
        spots = list(_spots(document))
        return self._chance.choice(spots) if spots else None

    def _value(self, _: list[Any], document: Any) -> None:
        spots = [(holder, key) for holder, key in _spots(document) if not isinstance(holder[key], dict | list)]
        if spots:
            holder, key = self._chance.choice(spots)
            values = [*self._values.get(str(key), ()), "2026-11-19", "approved", "nobody"]
            holder[key] = deepcopy(self._chance.choice(values))

    def _field_dropped(self, _: list[Any], document: Any) -> None:
        if (spot := self._spot(document)) is not None:
            del spot[0][spot[1]]

    def _bent(self, _: list[Any], document: Any) -> None:
        if (spot := self._spot(document)) is not None:
            spot[0][spot[1]] = deepcopy(self._chance.choice(BENT))

    def _renamed(self, _: list[Any], document: Any) -> None:
        spots = [(holder, key) for holder, key in _spots(document) if key in ("id", "control", "name", "value")]
        if spots:
            holder, key = self._chance.choice(spots)
            holder[key] = deepcopy(self._chance.choice([f"{holder[key]}x", *self._values[key]]))

    def _item(self, _: list[Any], document: Any) -> None:
        lists = [holder[key] for holder, key in _spots(document) if isinstance(holder[key], list) and holder[key]]
        if lists:
            chosen = self._chance.choice(lists)
            at = self._chance.randrange(len(chosen))
            if self._chance.random() < 0.5:
                del chosen[at]
            else:
                chosen.insert(self._chance.randrange(len(chosen)), deepcopy(chosen[at]))

    def _document(self, documents: list[Any], document: Any) -> None:
        if self._chance.random() < 0.5:
            documents.remove(document)
        else:
            copy = deepcopy(document)
            if isinstance(copy, dict) and self._chance.random() < 0.5:
                copy["id"] = f"{copy.get('id')}-next"
            documents.append(copy)

    def _erased(self, _: list[Any], document: Any) -> None:
        holders = [document, *(item for holder, key in _spots(document) for item in _maps(holder[key]))]
        chosen = self._chance.choice(holders)
        if isinstance(chosen, dict):
            if self._chance.random() < 0.7:
                for key in [key for key in chosen if key not in ("kind", "id")]:
                    del chosen[key]
            chosen["erased"] = {"reason": "The law asks for it.", "approved_by": "ceo", "date": "2026-11-01"}

    def _replaces(self, _: list[Any], document: Any) -> None:
        if isinstance(document, dict):
            document["supersedes"] = self._chance.choice(self._values.get("id", ["x"]))

    def _unreadable(self, files: Files, path: str) -> None:
        files[path] += self._chance.choice(("\n: [\n", "\n\tx: {\n", "\n<<<<<<< ours\n"))

    def _deleted(self, files: Files, path: str) -> None:
        if len(files) > 1:
            del files[path]

    def _copied(self, files: Files, path: str) -> None:
        folder, _, name = path.rpartition("/")
        files[f"{folder}/{self._chance.choice('0az')}-{name}".lstrip("/")] = files[path]

    def _moved(self, files: Files, path: str) -> None:
        self._copied(files, path)
        del files[path]


def history_of(chance: random.Random, files: Mapping[str, str], changes: Changes) -> list[Step]:
    """Commits that led to these files: a few at a time, some of them first in another form."""
    waiting = sorted(files)
    chance.shuffle(waiting)
    steps: list[Step] = []
    day = date(2024, 1, 8).toordinal()
    while waiting:
        some = {path: files[path] for path in waiting[: 1 + len(files) // 4]}
        del waiting[: len(some)]
        for written in (changes.of(some), some) if chance.random() < 0.7 else (some,):
            day += chance.randint(0, 100)
            gone: dict[str, str | None] = {
                path: None for path in (steps[-1].files if steps and written is some else ()) if path not in files
            }
            steps.append(Step(date.fromordinal(day), (chance.choice(PEOPLE),), {**gone, **written}))
    return steps


def committed(steps: list[Step], before: Mapping[str, str], now: Mapping[str, str], day: date) -> list[Step]:
    """The same commits and one more, that makes one state of the files the other."""
    written: dict[str, str | None] = {path: text for path, text in now.items() if before.get(path) != text}
    written |= {path: None for path in before if path not in now}
    return [*steps, Step(day, (PEOPLE[0],), written)] if written else steps


def scripted(steps: list[Step]) -> ScriptedHistory:
    """The history that these commits make."""
    return ScriptedHistory(steps)


def _documents(path: str, text: str) -> list[Any]:
    if not path.endswith((".yaml", ".yml")) or path.endswith("aimslint.yaml") or "&" in text:  # which may go in circles
        return []
    try:
        return [document for document in yaml.load_all(text, yaml.CSafeLoader) if isinstance(document, dict)]
    except (yaml.YAMLError, ValueError):  # such as the 31st of June
        return []


def _spots(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in a document: what holds it, and its key there."""
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in list(entries):
        yield value, key
        yield from _spots(inner)


def _maps(value: Any) -> list[dict[Any, Any]]:
    return [value] if isinstance(value, dict) else []
