"""What may be written at a place of a text: one module a topic. `complete` asks the one that the place belongs to."""

from aimslint.editor.completion.complete import complete
from aimslint.editor.completion.suggestion import Suggestion, Suggestions

__all__ = ["Suggestion", "Suggestions", "complete"]
