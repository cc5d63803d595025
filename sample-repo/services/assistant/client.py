"""The way to the bought language model.

This repository holds the interface only. The client that calls Lumen AI lives with the keys in the deployment
repository; `NotConnected` stands in its place here and says so instead of making up an answer.
"""

from pathlib import Path
from typing import Protocol

LOCK = Path(__file__).parent / "model.lock"


class ModelUnavailable(RuntimeError):
    """The language model cannot be asked."""


class LanguageModel(Protocol):
    """Something that turns a prompt into text, with a version that is fixed by the caller."""

    def complete(self, prompt: str, version: str) -> str: ...


class NotConnected:
    """The stand-in of this repository: there is no connection to any model."""

    def complete(self, prompt: str, version: str) -> str:
        raise ModelUnavailable(f"no connection to version {version} from this repository")


def pinned_version(path: Path = LOCK) -> str:
    """The one version that may be called."""
    for line in path.read_text(encoding="utf-8").splitlines():
        name, _, value = line.partition("=")
        if name.strip() == "version" and value.strip():
            return value.strip()
    raise RuntimeError(f"{path} pins no version")
