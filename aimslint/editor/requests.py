"""What the client may ask, and which function answers."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aimslint.editor.server import Server


def add_features(server: "Server") -> None:
    """Let the server answer."""
