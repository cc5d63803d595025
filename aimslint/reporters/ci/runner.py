"""Commands to the runner of a GitHub workflow, which it reads from what a step prints."""

from collections.abc import Mapping


def command(name: str, properties: Mapping[str, str], message: str) -> str:
    """`::name key=value,…::message` on one line, with all that has a meaning there escaped."""
    told = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name} {told}::{_data(message)}\n" if told else f"::{name}::{_data(message)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
