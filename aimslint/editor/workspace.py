"""What the client has open, and the projects that come of it. The server owns it; everything it hands out is frozen."""

from aimslint.editor.project import Project, View

__all__ = ["Project", "View", "Workspace"]


class Workspace:
    """Folders, open buffers, and the AIMS roots they belong to."""

    def view(self, uri: str) -> View | None:
        """A document with the project that it belongs to; None where it belongs to none, or none was checked yet."""
        raise NotImplementedError
