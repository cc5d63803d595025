"""Runs commands of aimslint, one after the other, and notes what Python is asked to do with the world.

A program of its own, because what watches cannot be taken off again:
`python -I audited.py FOLDER LOG COMMANDS`, where COMMANDS is a list of command lines as JSON.
Anything that opens a socket fails, with the whole command.
"""

import gc
import json
import os
import sys
from pathlib import Path
from typing import Any

STARTS = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.startfile", "pty.spawn")


class Notes:
    """What happened: programs that were started, files of code that were run, sockets, files that were written."""

    def __init__(self, folder: str) -> None:
        self._folder = os.path.join(os.path.realpath(folder), "")
        self.programs: list[list[str]] = []
        self.code: list[str] = []
        self.sockets: list[str] = []
        self.written: list[str] = []
        self.codes: list[Any] = []

    def note(self, event: str, about: tuple[Any, ...]) -> None:
        """Called by Python for each event."""
        if event.startswith("socket."):
            self.sockets.append(event)
            raise PermissionError(event)
        if event in STARTS:
            self.programs.append([os.fsdecode(word) for word in about[1]] if event == "subprocess.Popen" else [event])
        elif event == "exec":
            self._code(getattr(about[0], "co_filename", ""))
        elif event == "open" and isinstance(about[0], str | bytes) and self._writes(about[1], about[2]):
            self.written.append(os.path.abspath(os.fsdecode(about[0])))

    def _code(self, file: str) -> None:
        if os.path.exists(file) and os.path.realpath(file).startswith(self._folder):
            self.code.append(file)

    @staticmethod
    def _writes(mode: str | None, flags: int) -> bool:
        return bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)) or any(sign in (mode or "") for sign in "wax+")


def main() -> None:
    folder, log, commands = sys.argv[1:]
    notes = Notes(folder)
    os.chdir(folder)
    sys.addaudithook(notes.note)
    from aimslint.cli import halving
    from aimslint.cli import main as aimslint
    from aimslint.loading import together

    together.WORTH_A_HELPER = halving.WORTH_HALVING = 1
    for command in json.loads(commands):
        sys.argv = ["aimslint", *command]
        try:
            aimslint()
        except SystemExit as ended:
            notes.codes.append(ended.code)
        gc.collect()
    found = {key: value for key, value in vars(notes).items() if not key.startswith("_")}
    Path(log).write_text(json.dumps(found), "utf-8")


if __name__ == "__main__":
    main()
