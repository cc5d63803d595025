"""The command line: reads options, calls the rest, prints, sets the exit code. It computes nothing."""

import atexit
import gc
import os
import sys


def main() -> None:
    """The command `aimslint`. Ends the process: 0 nothing to report, 1 findings, 2 could not do its work."""
    # A check builds one graph and needs it to the end, so a search for unused cycles finds nothing in it: without it a
    # cold check takes a third less. Python would search once more on its way out; what is frozen it leaves alone.
    # (A command that stays, such as a server, must turn it on again.)
    gc.disable()
    atexit.register(gc.freeze)

    # Packages that happen to be installed beside us have no say in how records are read, and need not be looked for.
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"

    arguments = sys.argv[1:]
    memory = None
    if arguments[:1] == ["check"]:
        from aimslint.cli.remembered import memory_for, tell

        memory = memory_for(arguments)
        outcome = memory and memory.outcome()
        if outcome:
            sys.exit(tell(outcome, arguments))
    else:
        from aimslint.cli.front_page import text_for
        from aimslint.cli.output import deliver_ready

        text = text_for(arguments)
        if text is not None:
            sys.exit(deliver_ready([(None, "", text)], arguments))

    from aimslint.cli.program import program

    program.main(prog_name="aimslint", obj=memory)


__all__ = ["main"]
