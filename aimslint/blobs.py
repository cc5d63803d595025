"""The ids by which git knows the contents of files."""

import hashlib

SHA256_LENGTH = 64


def blob_id(content: bytes, like: str = "") -> str:
    """The id that git gives this content; `like` is another id of the same repository, to choose the algorithm by."""
    algorithm = "sha256" if len(like) == SHA256_LENGTH else "sha1"
    return hashlib.new(algorithm, b"blob %d\0%b" % (len(content), content), usedforsecurity=False).hexdigest()
