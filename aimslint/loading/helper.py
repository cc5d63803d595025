"""A process that parses files for another one: bytes come in, their plain form goes out. Runs `serve` alone.

It reads no file and knows no record; whatever it cannot answer the other one reads itself.
"""

import gc
import marshal
import signal
import sys
from typing import IO, Any

from aimslint.loading.document import load_file
from aimslint.loading.limits import Limits
from aimslint.loading.plain import Plain, to_plain

_LENGTH = 8
_MOST = 1 << 32
"""More bytes are no message of ours, but what something else has printed."""


def send(file: IO[bytes], data: Any) -> None:
    """Write plain data to the other side. Raises OSError or ValueError where that is impossible."""
    body = marshal.dumps(data)
    file.write(len(body).to_bytes(_LENGTH, "big"))
    file.write(body)
    file.flush()


def receive(file: IO[bytes]) -> Any:
    """The next data from the other side, which is one of our own processes. Raises EOFError when there is none."""
    head = file.read(_LENGTH)
    length = int.from_bytes(head, "big")
    if len(head) < _LENGTH or length > _MOST:
        raise EOFError
    body = file.read(length)
    if len(body) < length:
        raise EOFError
    return marshal.loads(body)


def serve() -> None:
    """Answer until no more comes: for `(path, bytes)` of several files the plain form of each, or None."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the other side hears of it too, and then sends no more
    gc.disable()
    source, answers = sys.stdin.buffer, sys.stdout.buffer
    try:
        limits = Limits(*receive(source))
        while True:
            _answer(answers, [to_plain(load_file(path, raw, limits)) for path, raw in receive(source)])
    except (EOFError, OSError):
        return


def _answer(file: IO[bytes], plain: list[Plain | None]) -> None:
    try:
        send(file, plain)
    except ValueError:  # something in them lies deeper than can be sent
        send(file, [None] * len(plain))
