"""When what is checked, and what of it the client is told.

After every change: what can be said at once of the open file, then of those beside it; after a pause everything that
the change may affect; after a longer one, what history says of it. Where all of that is quick, it is one check. Each
change makes the round before it outdated, wherever that is.
"""

import asyncio
import gc
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from pathlib import Path
from threading import Event
from typing import Any, TypeVar

from lsprotocol import types as lsp

from aimslint.editor.bureau import Bureau, buffers_below
from aimslint.editor.desk import Checked, Going, Outdated
from aimslint.editor.kept import Diagnostics, StateOf, no_state
from aimslint.editor.project import Project, View
from aimslint.editor.quick import at_once, beside, changed
from aimslint.editor.workspace import Situation, Workspace, inside
from aimslint.git_command import GitError

PAUSE = 0.15
"""How many seconds after the last key everything that it may have changed is checked."""
MOMENT = 0.03
"""How many seconds a client has at the beginning to open the files that it shows: these are told of first."""
BREATH = 0.02
"""How many seconds the next key has before the files beside are looked at, for it would have to wait for them."""
LONG_PAUSE = 1.5
"""After how many more the past is asked as well, where that takes long."""
AT_ONCE = 0.1
"""A check that takes longer is not waited for: what can be said at once is said before."""

Answer = TypeVar("Answer")
Key = tuple[Path, str]
Publish = Callable[[str, Sequence[lsp.Diagnostic], int | None], None]


class Rounds:
    """Checks a workspace, round after round. Belongs to the thread that listens; two others do the work.

    `publish` tells the client the diagnostics of a document of some version, `complain` what went wrong; `done` is
    called whenever everything was checked. `state` tells a digest of all that a check can see of a repository.
    """

    def __init__(
        self,
        workspace: Workspace,
        today: Callable[[], date],
        publish: Publish,
        complain: Callable[[Exception], None],
        done: Callable[[], None],
        state: StateOf = no_state,
    ) -> None:
        self._open = workspace
        self._publish_one, self._complain, self._done = publish, complain, done
        self._bureau = Bureau(workspace.encoding, today, state)
        self._checks = ThreadPoolExecutor(1, "checks")
        self._answers = ThreadPoolExecutor(1, "answers")
        self._calm = Event()  # nobody waits for an answer
        self._calm.set()
        self._asked = 0
        self._going = Going(self._calm)
        self._beginning: asyncio.Task[None] | None = None
        self._settling: asyncio.Task[None] | None = None
        self._due: set[Path] | None = None  # files whose roots must be checked; None for all
        self._pace = 0.0  # how many seconds the last check took
        self._checked: dict[Key, Checked] = {}
        self._told: dict[Key, dict[str, list[lsp.Diagnostic]]] = {}
        self._fresh: dict[Path, Project] = {}
        self._all_recalled = False
        self._recalled: set[Key] = set()  # of which all that is told is from an earlier session, and holds

    async def answer(self, work: Callable[..., Answer], *args: Any) -> Answer:
        """What `work` gives, made beside this thread. Checks stand back for that long."""
        self._asked += 1
        self._calm.clear()
        try:
            return await asyncio.get_running_loop().run_in_executor(self._answers, work, *args)
        finally:
            self._asked -= 1
            if not self._asked:
                self._calm.set()

    def freshest(self, view: View) -> View:
        """The view with what was said at once of its document, where that is newer than the last check."""
        fresh = self._fresh.get(view.project.top / view.path)
        if fresh is None or view.in_step or fresh.loaded.get(view.path) != view.text.plain:
            return view
        return View(fresh, view.path, view.text)

    def refresh(self) -> None:
        """Something was changed on disk."""
        self._recalled.clear()
        self._all_recalled = False
        self._bureau.refresh()

    def begin(self) -> None:
        """Tell what holds still of an earlier session, and check everything."""
        self._beginning = asyncio.get_running_loop().create_task(self._remember())
        self.settle(None)

    def settle(self, file: Path | None) -> None:
        """Check what this file may affect, or everything."""
        self._due = None if file is None or self._due is None else {*self._due, file}
        self._going.stop()
        self._going = Going(self._calm)
        if self._settling is not None:
            self._settling.cancel()
        self._settling = asyncio.get_running_loop().create_task(self._round(file, self._going))

    async def settled(self) -> None:
        """Wait until everything that was said so far is checked."""
        while self._settling is not None and not self._settling.done():
            await asyncio.wait([self._settling])

    def end(self) -> None:
        """Give up what is still being worked out."""
        self._going.stop()
        self._calm.set()
        for task in (self._beginning, self._settling):
            if task is not None:
                task.cancel()
        self._checks.shutdown(wait=False, cancel_futures=True)
        self._answers.shutdown(wait=False, cancel_futures=True)

    async def _round(self, file: Path | None, going: Going) -> None:
        try:
            if file is not None and self._pace > AT_ONCE:
                await self._say_at_once(file, going)
            first = not self._checked
            await asyncio.sleep(MOMENT if first else PAUSE)
            if (first and not await self._knows_all()) or self._pace > AT_ONCE:
                await self._check(going, past=False)
                await asyncio.sleep(0 if first else LONG_PAUSE)
            await self._check(going, past=True)
            self._due = set()
            await asyncio.get_running_loop().run_in_executor(self._checks, self._rest)
        except Outdated:
            pass
        except Exception as error:
            self._complain(error)

    async def _knows_all(self) -> bool:
        """Whether an earlier session knew everything of all files, so that history need not wait for the rest."""
        if self._beginning is not None:
            await asyncio.wait([self._beginning])
        as_left = all(buffer.is_on_disk() for buffer in self._open.situation().buffers)
        return self._all_recalled and as_left

    async def _remember(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            remembered = self._bureau.remembered
            recalled, self._all_recalled = await loop.run_in_executor(self._checks, remembered, self._open.situation())
            for checked in recalled:
                situation, found = self._open.situation(), dict(checked.diagnostics)
                for path, buffer in buffers_below(situation, checked.top).items():
                    if await loop.run_in_executor(self._answers, buffer.is_on_disk):
                        found.setdefault(path, [])
                    else:
                        found.pop(path, None)
                self._recalled.add((checked.top, checked.root))
                self._tell((checked.top, checked.root), found, situation)
        except Exception as error:  # the check of everything follows in any case
            self._complain(error)

    def _rest(self) -> None:
        """Nobody waits: do what the next key would wait for, keep what was told, clear away what was left behind."""
        for project in self._open.projects():
            project.ready()
        with suppress(GitError):
            self._bureau.keep(self._open.situation())
        gc.collect()

    async def _say_at_once(self, file: Path, going: Going) -> None:
        situation = self._open.situation()
        found = next((one for one in self._checked.values() if one.project is self._open.project_of(file)), None)
        if found is None or found.project is None or found.with_past is None:
            return
        project, past, path = found.project, found.with_past, inside(file, found.top)
        if path not in project.loaded:
            return
        buffers = buffers_below(situation, found.top)
        own = [path, *(other for other in changed(project, buffers) if other != path)]
        try:
            said, fresh = await self.answer(at_once, project, past, buffers, own)
            going.glance()
            self._fresh.update({found.top / one: fresh for one in own})
            self._tell((found.top, found.root), said, situation)
            await asyncio.sleep(BREATH)
            for number, some in enumerate(await self.answer(beside, project, fresh, set(own))):
                told = [*own, *some] if number == 0 else some  # what they say of those beside them may be another now
                said, _ = await self.answer(at_once, project, past, buffers, told, own)
                going.glance()
                self._tell((found.top, found.root), said, situation)
        except (Outdated, asyncio.CancelledError):
            raise
        except Exception as error:  # the check of everything follows in any case
            self._complain(error)

    async def _check(self, going: Going, *, past: bool) -> None:
        situation, due = self._open.situation(), self._due
        checks = self._bureau.check(situation, due, going, past=past)
        loop = asyncio.get_running_loop()
        begun = loop.time()
        seen = set()
        while (checked := await loop.run_in_executor(self._checks, next, checks, None)) is not None:
            seen.add((checked.top, checked.root))
            self._take(checked, situation)
        self._pace = loop.time() - begun
        self._done()
        for gone in self._told.keys() - seen if due is None else ():
            self._open.drop(*gone)
            self._checked.pop(gone, None)
            self._publish(gone, {uri: [] for uri in self._told[gone]}, situation)

    def _take(self, checked: Checked, situation: Situation) -> None:
        """Keep a project that was checked, and tell the client what is new of it."""
        key = (checked.top, checked.root)
        if checked.fault is not None:
            self._complain(checked.fault)
            return
        if checked.project is not None:
            self._open.keep(checked.top, checked.project)
            self._checked[key] = checked
            self._fresh.clear()
            self._recalled.discard(key)
        elif checked.first is not None:
            self._open.keep(checked.top, checked.first)
        before = self._told.get(key, {})
        now = {checked.uris.get(path) or _uri(checked.top, path): some for path, some in checked.diagnostics.items()}
        if checked.project is None:  # what was found before still holds, as far as anybody knows
            now = self._without_recalled(key, now, situation)
            now = {**now, **before} if checked.alone else {**before, **now}
        self._publish(key, {uri: now.get(uri, []) for uri in {**before, **now}}, situation)

    def _without_recalled(
        self, key: Key, found: dict[str, list[lsp.Diagnostic]], situation: Situation
    ) -> dict[str, list[lsp.Diagnostic]]:
        """Leave out the files of which an earlier session knew all, while an early look knows less."""
        if key not in self._recalled:
            return found
        recalled = {buffer.uri for buffer in situation.buffers if buffer.is_on_disk()}
        return {uri: some for uri, some in found.items() if uri not in recalled}

    def _tell(self, key: Key, found: Diagnostics, situation: Situation) -> None:
        """Tell the client what is new of some files."""
        uris = {buffer.file: buffer.uri for buffer in situation.buffers}
        named = {uris.get(key[0] / path) or _uri(key[0], path): some for path, some in found.items()}
        self._publish(key, named, situation)

    def _publish(self, key: Key, found: Mapping[str, list[lsp.Diagnostic]], situation: Situation) -> None:
        """Open files come first, and what is as it was is not told again."""
        versions = {buffer.uri: buffer.version for buffer in situation.buffers}
        found = {uri: [] if self._open.is_lost(uri) else some for uri, some in found.items()}
        told = self._told.setdefault(key, {})
        for uri in sorted(found, key=lambda uri: uri not in versions):
            if found[uri] != told.get(uri, []):
                self._publish_one(uri, found[uri], versions.get(uri))
            told[uri] = found[uri]


def _uri(top: Path, path: str) -> str:
    return (top / path).as_uri()
