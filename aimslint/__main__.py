"""`python -m aimslint`: the same as the command `aimslint`.

With `-m`, Python looks for modules in the current folder first. That folder is usually the repository under
check, and nothing in there may run: a `yaml.py` at its top would be imported in place of the library. So
the current folder leaves the search path before anything else of ours is imported. What Python itself imports before
it gets here, such as `warnings`, only the command `aimslint`, or `python -P -m aimslint`, keeps out of its reach.
"""

import os
import sys


def leave_current_folder(search_path: list[str]) -> None:
    """Take the current folder off the front of `search_path`, where `python -m` puts it."""
    try:
        here = os.getcwd()
    except FileNotFoundError:  # the folder was deleted under us: then it cannot be searched either
        here = ""
    if not sys.flags.safe_path and search_path and search_path[0] in ("", here):
        del search_path[0]


if __name__ == "__main__":
    leave_current_folder(sys.path)

    from aimslint.cli import main

    main()
