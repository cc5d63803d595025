"""What a change only calls by another name: records with another id, files at another place."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import field
from functools import cached_property

from aimslint.aims import Item
from aimslint.dataclass import dataclass
from aimslint.model import Finding, Subject
from aimslint.pattern import pattern
from aimslint.report import Report

Key = tuple[str, str, str, str]

_ITEM = pattern(r"\[[^\[\]]*\]")
_TELLING = 2  # fields beside kind and id; with fewer, two records may be alike without being the same


@dataclass(frozen=True)
class Renames:
    """The old name of each record or entry, and of each file, by the new one."""

    records: Mapping[Subject, Subject] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.records or self.files)

    def old_key(self, found: Finding) -> Key:
        """What the finding was known by before, as `key_of` says it."""
        rule, kind, id_, data_path = key_of(found)
        if found.record is None:
            return rule, kind, self.files.get(id_, id_), data_path
        was = self.records.get(found.record, found.record)
        return rule, was.kind, was.id, _ITEM.sub(lambda item: self._old_ids.get(item[0], item[0]), data_path)

    @cached_property
    def _old_ids(self) -> dict[str, str]:
        """How an item was called in a data path, by how it is called now."""
        return {f"[{new.id}]": f"[{old.id}]" for new, old in self.records.items()}


def key_of(found: Finding) -> Key:
    """What a finding is known by, as in its fingerprint: rule, record or file, and place in that."""
    about = found.record or Subject("file", found.location.path)
    return found.rule, about.kind, about.id, found.data_path


def again(new: Iterable[Finding], gone: Iterable[Finding], renames: Renames) -> dict[str, str]:
    """Of new findings, those that are old ones under another name: the fingerprint of the old one by that of the new.

    Each of the `gone` ones is taken once.
    """
    left: dict[Key, list[str]] = {}
    for found in gone:
        left.setdefault(key_of(found), []).append(found.fingerprint)
    pairs = {}
    for found in new if renames else ():
        if olds := left.get(renames.old_key(found)):
            pairs[found.fingerprint] = olds.pop()
    return pairs


@dataclass(frozen=True, slots=True)
class Came:
    """Records and entries that came or went: those that were added and removed, and those that were only renamed."""

    added: frozenset[Subject]
    removed: frozenset[Subject]
    renamed: Mapping[Subject, Subject]


def came_and_went(before: Report, after: Report, changed: Collection[str]) -> Came:
    """Which records and entries only one of two reports has. All that differs lies in the files `changed`.

    Renamed are those that bear another id and are the same in all else, where that can be only one; they are neither
    added nor removed.
    """
    was, now = _named(before, changed), _named(after, changed)
    gone, came = _unknown(was, after), _unknown(now, before)
    renamed = _renamed(gone, came)
    return Came(frozenset(came) - renamed.keys(), frozenset(gone) - {*renamed.values()}, renamed)


def _renamed(gone: Mapping[Subject, Item], came: Mapping[Subject, Item]) -> dict[Subject, Subject]:
    olds = _by_content(gone)
    return {
        news[0].subject: olds[content][0].subject
        for content, news in _by_content(came).items()
        if len(news) == 1 and len(olds.get(content, ())) == 1
    }


def moved_files(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    """The old path of each file that lies elsewhere with the same content, by path and content id of all files."""
    gone = {path: blob for path, blob in before.items() if path not in after}
    came = {path: blob for path, blob in after.items() if path not in before}
    once = Counter(gone.values())
    places = {blob: path for path, blob in gone.items() if once[blob] == 1}
    twice = Counter(came.values())
    return {path: places[blob] for path, blob in came.items() if blob in places and twice[blob] == 1}


def _named(report: Report, paths: Collection[str]) -> dict[Subject, Item]:
    """The records and entries in these files."""
    part = report.aims.part
    everything: Iterable[Item] = (item for items in report.aims.items.values() for item in items if item.path in paths)
    if part is not None:
        everything = part.in_files(paths)
    return {item.subject: item for item in everything if item.named is item}


def _unknown(found: Mapping[Subject, Item], report: Report) -> dict[Subject, Item]:
    """What another report has nothing of by that name."""
    part = report.aims.part
    if part is not None:
        return {subject: item for subject, item in found.items() if not part.names(subject.kind, subject.id)}
    kinds = {subject.kind for subject in found}
    known = {item.subject for kind in kinds for item in report.aims.items.get(kind, ())}
    return {subject: item for subject, item in found.items() if subject not in known}


def _by_content(items: Mapping[Subject, Item]) -> dict[tuple[str, str], list[Item]]:
    """Items by kind and content; none of those that say too little to be known by it."""
    found: dict[tuple[str, str], list[Item]] = {}
    for subject, item in items.items():
        content = {name: value for name, value in item.data.items() if name not in ("id", "kind")}
        if len(content) >= _TELLING:
            found.setdefault((subject.kind, repr(sorted(content.items()))), []).append(item)
    return found
