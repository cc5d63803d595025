"""How much a file may ask of the reader before it is refused."""

from aimslint.dataclass import dataclass

_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds that keep any input finite in time and memory.

    `file_bytes`: size of one file. `nodes`: scalars, lists and maps of one file, copies made by aliases
    included. `depth`: lists and maps inside each other. `expansion_factor` and `expansion_extra`: characters
    that the aliases of a file may stand for together, at most factor x the length of the file + extra.
    """

    file_bytes: int = 32 * _MIB
    nodes: int = 2_000_000
    depth: int = 64
    expansion_factor: int = 10
    expansion_extra: int = 100_000


def in_words(size: int) -> str:
    """A number of bytes as people say it: `32 MiB`, `100.5 MiB`, `512 bytes`."""
    if size < _MIB:
        return f"{size:,} bytes"
    return f"{size / _MIB:.1f} MiB".replace(".0 ", " ")
