"""The promises are tried in folders outside of any repository, as the command line is."""

from tests.cli.conftest import here

__all__ = ["here"]
