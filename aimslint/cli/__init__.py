"""The command line: reads options, calls the rest, prints, sets the exit code. It computes nothing."""

from aimslint.cli.program import program


def main() -> None:
    """The command `aimslint`. Ends the process: 0 nothing to report, 1 findings, 2 could not do its work."""
    program.main(prog_name="aimslint")


__all__ = ["main", "program"]
