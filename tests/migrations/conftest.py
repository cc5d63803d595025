"""Migrations run in a folder of their own, as the command line's tests do."""

from tests.cli.conftest import here

__all__ = ["here"]
