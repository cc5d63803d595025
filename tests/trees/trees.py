"""What several tests of trees ask for."""

import pytest

from aimslint.trees import MOST_BYTES, Tree, Unreadable


def refused(tree: Tree, path: str, limit: int = MOST_BYTES) -> Unreadable:
    """Why `path` cannot be read; the same from `read` and `read_many`."""
    with pytest.raises(Unreadable) as caught:
        tree.read(path, limit)
    ((listed, handed_out),) = tree.read_many([path], limit)
    assert listed == path
    assert isinstance(handed_out, Unreadable)
    assert (handed_out.rule, handed_out.reason) == (caught.value.rule, caught.value.reason)
    assert caught.value.path == path
    assert caught.value.advice
    return caught.value
