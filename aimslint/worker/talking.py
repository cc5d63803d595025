"""How two processes of ours talk: plain data, each message with its length before it."""

import marshal
from typing import IO, Any

TURN = 0.0005
"""How many seconds a thread may work on while one waits that talks with another process, which waits as well.

Python's own are ten times as many: then a question takes as long as a portion of rules to judge, and reading old
contents does not end before all records are linked.
"""

_LENGTH = 8
_MOST = 1 << 32
"""More bytes are no message of ours, but what something else has printed."""


def packed(data: Any) -> bytes:
    """A message as it is sent. Raises ValueError for data that is not plain, or too deep."""
    body = marshal.dumps(data)
    return len(body).to_bytes(_LENGTH, "big") + body


def send(file: IO[bytes], data: Any) -> None:
    """Write plain data to the other side. Raises OSError or ValueError where that is impossible."""
    file.write(packed(data))
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
