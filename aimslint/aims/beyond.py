"""What a graph of which only a part is read cannot tell."""


class Beyond(Exception):  # noqa: N818 - not a mistake
    """A graph in part does not tell this: all has to be read and linked."""
