"""Mends in rounds until nothing is left that can be mended, and keeps only what does no harm.

Looking at the whole management system again is left to the caller, so nothing here reads or writes a file.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field

from aimslint.dataclass import dataclass
from aimslint.loading import Limits, load_file
from aimslint.mending.edits import edited, encoded, taken
from aimslint.mending.proof import says_the_same
from aimslint.model import Finding, Fix

ROUNDS = 10
"""How often mending may make more mending possible."""

LOOKS = 40
"""How often in all the management system is looked at again, to learn which mends bring up other findings."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a look at the management system shows: what is to be mended, each with the text of its file, and all."""

    wanted: Sequence[tuple[Finding, str]]
    everything: Sequence[Finding]


Look = Callable[[Mapping[str, bytes]], Seen]
"""Looks at the management system as it would be if the files at these paths had these contents."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A finding that was mended, and how."""

    finding: Finding
    fix: Fix


@dataclass(frozen=True, slots=True)
class Left:
    """A finding that was not mended though there is a fix, and why."""

    finding: Finding
    reason: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """The new contents by path, with the old ones; what was mended, and what was left alone."""

    before: Mapping[str, bytes]
    after: Mapping[str, bytes]
    mended: tuple[Mended, ...]
    left: tuple[Left, ...]


def mend(
    look: Look, read: Callable[[str], bytes], *, unsafe: bool = False, limits: Callable[[str], Limits] | None = None
) -> Outcome:
    """Make every safe fix of what `look` wants mended; with `unsafe`, the others too.

    `read` gives the bytes of a file, `limits` its bounds. A safe fix is kept only if no other finding comes up with
    it, and any fix only if its file loads to the same data elsewhere and the finding is gone.
    """
    return _Mending(look, read, unsafe, limits or (lambda _: Limits())).run()


Candidates = list[tuple[Finding, Fix]]
Tally = Counter[tuple[str, str]]


@dataclass(slots=True)
class _Mending:
    """One run: what the files hold by now, and what was found out about fixes."""

    look: Look
    read: Callable[[str], bytes]
    unsafe: bool
    limits: Callable[[str], Limits]
    looks: int = 0
    before: dict[str, bytes] = field(default_factory=dict)
    contents: dict[str, bytes] = field(default_factory=dict)
    texts: dict[str, tuple[bytes, str]] = field(default_factory=dict)
    mended: list[Mended] = field(default_factory=list)
    left: dict[tuple[str, str, str, str], Left] = field(default_factory=dict)

    def run(self) -> Outcome:
        seen = self._look(self.contents)
        for _ in range(ROUNDS):
            chosen = self._choose(seen)
            if not chosen:
                break
            kept, seen = self._keep(chosen, seen)
            self.contents = self._with(kept)
            self.mended += [Mended(finding, fix) for finding, fix in kept]
        after = {path: content for path, content in self.contents.items() if content != self.before[path]}
        return Outcome(
            {path: self.before[path] for path in after}, after, tuple(self.mended), tuple(self.left.values())
        )

    def _look(self, contents: Mapping[str, bytes]) -> Seen:
        self.looks += 1
        return self.look(contents)

    def _choose(self, seen: Seen) -> Candidates:
        """The fixes of this round: those of one file can be made together, and leave the rest of it as it is."""
        by_path: dict[str, Candidates] = {}
        for finding, text in seen.wanted:
            fix = finding.fix
            if fix is None or not (fix.safe or self.unsafe) or _name(finding) in self.left:
                continue
            if self._text_of(finding.location.path) == text:
                by_path.setdefault(finding.location.path, []).append((finding, fix))
            else:
                self._leave(finding, "the file was changed meanwhile; run the command again")
        return [one for path, found in by_path.items() for one in self._harmless(path, found)]

    def _harmless(self, path: str, found: Candidates) -> Candidates:
        together = [found[position] for position in taken(fix for _, fix in found)]
        if self._is_harmless(path, together):
            return together
        alone = [one for one in together if self._is_harmless(path, [one])]
        for finding, fix in together:
            if (finding, fix) not in alone:
                self._leave(finding, "more than the one value would change")
        return alone if self._is_harmless(path, alone) else alone[:1]

    def _is_harmless(self, path: str, chosen: Candidates) -> bool:
        before = self._content(path)
        after = _made(before, self._text_of(path), (fix for _, fix in chosen))
        changes = [change for _, fix in chosen for change in fix.changes]
        return says_the_same(path, before, after, changes, self.limits(path))

    def _keep(self, chosen: Candidates, seen: Seen) -> tuple[Candidates, Seen]:
        """Those of the fixes that mend their finding and, unless all is allowed, bring up no other; and what is then
        seen. Where a whole lot fails it is sifted, then tried in halves.
        """
        kept: Candidates = []
        waiting = [chosen]
        while waiting:
            trial = waiting.pop()
            if not trial:
                continue
            if self.looks >= LOOKS:
                for finding, _ in trial:
                    self._leave(finding, "it was not tried any more; run the command again")
                continue
            then = self._look(self._with([*kept, *trial]))
            trouble = self._trouble(trial, seen, then)
            if not trouble:
                kept, seen = [*kept, *trial], then
            elif len(trial) == 1:
                self._leave(trial[0][0], trouble)
            elif trial is chosen and not self.unsafe:
                waiting.append(self._sifted(trial, seen))
            else:
                waiting += reversed(_parted(trial, seen, then))
        return kept, seen

    def _sifted(self, chosen: Candidates, seen: Seen) -> Candidates:
        """The fixes without those that bring up a finding in their own file, which most that do harm do.

        All files are tried at once, each in halves of its own, so the number of looks does not grow with that of files.
        What shows only elsewhere is left to whoever tries the result.
        """
        good: Candidates = []
        waiting = _by_path(chosen)
        while waiting and self.looks < LOOKS // 2:
            trial = [one for chunks in waiting.values() for one in chunks[0]]
            new = _new(seen, self._look(self._with([*good, *trial])))
            for path, chunks in list(waiting.items()):
                chunk = chunks.pop(0)
                if not (rules := sorted(rule for rule, place in new if place == path)):
                    good += chunk
                elif len(chunk) == 1:
                    self._leave(chunk[0][0], _brings_up((rule, path) for rule in rules))
                else:
                    chunks[:0] = [chunk[: len(chunk) // 2], chunk[len(chunk) // 2 :]]
                if not chunks:
                    del waiting[path]
        return [*good, *(one for chunks in waiting.values() for chunk in chunks for one in chunk)]

    def _trouble(self, trial: Candidates, seen: Seen, then: Seen) -> str:
        """What speaks against fixes that were tried; empty when nothing does."""
        if not self.unsafe and (new := _new(seen, then)):
            return _brings_up(sorted(new))
        names = {_name(finding) for finding, _ in trial}
        still = Counter(_name(finding) for finding in then.everything if _name(finding) in names)
        was = Counter(_name(finding) for finding in seen.everything if _name(finding) in names)
        return "mending did not help" if any(still[name] >= was[name] for name in names) else ""

    def _with(self, chosen: Candidates) -> dict[str, bytes]:
        """The contents with these fixes of this round made."""
        by_path: dict[str, list[Fix]] = {}
        for finding, fix in chosen:
            by_path.setdefault(finding.location.path, []).append(fix)
        made = {path: _made(self._content(path), self._text_of(path), fixes) for path, fixes in by_path.items()}
        return self.contents | made

    def _content(self, path: str) -> bytes:
        if path not in self.contents:
            if path not in self.before:
                self.before[path] = self.read(path)
            return self.before[path]
        return self.contents[path]

    def _text_of(self, path: str) -> str:
        content = self._content(path)
        known = self.texts.get(path)
        if known is None or known[0] is not content:
            known = self.texts[path] = (content, load_file(path, content, self.limits(path)).text)
        return known[1]

    def _leave(self, finding: Finding, reason: str) -> None:
        self.left[_name(finding)] = Left(finding, reason)


def _made(before: bytes, text: str, fixes: Iterable[Fix]) -> bytes:
    return encoded(edited(text, (edit for fix in fixes for edit in fix.edits)), before)


def _by_path(chosen: Candidates) -> dict[str, list[Candidates]]:
    """For each file, one lot of all its fixes."""
    lots: dict[str, list[Candidates]] = {}
    for one in chosen:
        lots.setdefault(one[0].location.path, [[]])[0].append(one)
    return lots


def _brings_up(new: Iterable[tuple[str, str]]) -> str:
    return "mended, it would bring up " + ", ".join(f"{rule} ({path})" for rule, path in new)


def _name(finding: Finding) -> tuple[str, str, str, str]:
    """What is the same about a finding before and after something else was mended."""
    return finding.rule, finding.location.path, finding.message, finding.data_path


def _tally(seen: Seen) -> Tally:
    return Counter((finding.rule, finding.location.path) for finding in seen.everything)


def _new(seen: Seen, then: Seen) -> Tally:
    """Which rules speak up more often than before, and in which files."""
    return _tally(then) - _tally(seen)


def _parted(trial: Candidates, seen: Seen, then: Seen) -> list[Candidates]:
    """Fixes in two parts: those in files where something came up, and the others; else the two halves."""
    paths = {path for _, path in _new(seen, then)}
    suspects = [one for one in trial if one[0].location.path in paths]
    if suspects and len(suspects) < len(trial):
        return [[one for one in trial if one[0].location.path not in paths], suspects]
    middle = len(trial) // 2
    return [trial[:middle], trial[middle:]]
