"""A process that parses files for another one: bytes come in, their plain form goes out. Runs `serve` alone.

It reads no file and knows no record; whatever it cannot answer the other one reads itself.
"""

import gc
import signal
import sys

from aimslint.loading.document import load_file
from aimslint.loading.limits import Limits
from aimslint.loading.plain import pack
from aimslint.worker.talking import receive, send


def serve() -> None:
    """Answer until no more comes: for a number and `(path, bytes)` of several files, that number and their plain forms.

    With these goes that none is known to be sound: this process does not know what makes a record so.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the other side hears of it too, and then sends no more
    gc.disable()
    source, answers = sys.stdin.buffer, sys.stdout.buffer
    try:
        limits = Limits(*receive(source))
        while True:
            number, files = receive(source)
            send(answers, [number, pack(load_file(path, raw, limits) for path, raw in files), [False] * len(files)])
    except (EOFError, OSError):
        return
