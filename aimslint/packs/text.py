"""One file of a pack: its data in a checked form, and errors that say on which line something is wrong."""

from collections.abc import Mapping
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ValidationError

from aimslint.loading import load_file, locate
from aimslint.model import Keys
from aimslint.packs.pack import PackError
from aimslint.suggest import hint

MOST_SHOWN = 60
Form = TypeVar("Form", bound=BaseModel)


class PackText:
    """One YAML file of a pack: its data, and where things stand in it."""

    def __init__(self, path: str, raw: bytes) -> None:
        self.path = path
        loaded = load_file(path, raw)
        for problem in loaded.problems:
            line = problem.place.span.line if problem.place.span else 1
            raise PackError(path, line, f"{problem.rule}: {problem.values.get('found', '')}")
        if len(loaded.documents) != 1 or not isinstance(loaded.documents[0].data, dict):
            raise PackError(path, 1, "expected one map")
        self.data: dict[str, Any] = loaded.documents[0].data
        self.text = loaded.text

    def error(self, keys: Keys, text: str, part: Literal["key", "value"] = "value") -> PackError:
        """The error that something is wrong at `keys`."""
        return PackError(self.path, locate(self.path, self.text).find(keys, part).line, text)

    def read(self, form: type[Form]) -> Form:
        """The data in this form. Raises PackError."""
        try:
            return form.model_validate(self.data)
        except ValidationError as error:
            # An unknown key explains what is missing beside it; of alternatives, the one that fits furthest was meant.
            first = min(error.errors(), key=lambda found: (found["type"] != "extra_forbidden", -len(found["loc"])))
            keys: Keys = tuple(key for key in first["loc"] if not str(key).startswith(("function-", "list[", "constr")))
            part: Literal["key", "value"] = "key" if first["type"] == "extra_forbidden" else "value"
            raise self.error(keys, _said(first, keys, form), part) from None


def _said(error: Mapping[str, Any], keys: Keys, form: type[BaseModel]) -> str:
    name = str(keys[-1]) if keys else "the file"
    match error["type"]:
        case "extra_forbidden":
            known = _known_at(form, keys[:-1])
            return f"unknown key `{name}`{hint(name, known)}; known here: {', '.join(known)}"
        case "missing":
            return f"`{name}` is missing here"
        case "literal_error":
            words = str(error["ctx"]["expected"])
            known = [word.strip("' ") for word in words.replace(" or ", ",").split(",")]
            return f"`{error['input']}` is no {name}: expected {words}{hint(str(error['input']), known)}"
        case "string_type":
            return f"`{name}`: expected a text, found {_short(error['input'])}; write it in quotes"
    return f"`{name}`: {error['msg'][:1].lower()}{error['msg'][1:]}; found {_short(error['input'])}"


def _known_at(form: type[BaseModel], keys: Keys) -> list[str]:
    """The keys that the map at `keys` may have."""
    model: Any = form
    for key in keys:
        if isinstance(key, str) and isinstance(model, type) and issubclass(model, BaseModel):
            named = {field.alias or name: field for name, field in model.model_fields.items()}
            model = _model_in(named[key].annotation) if key in named else model
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_in(annotation: Any) -> Any:
    """The model that a field leads to, through lists, maps and alternatives."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = (_model_in(part) for part in getattr(annotation, "__args__", ()))
    return next((found for found in inner if isinstance(found, type) and issubclass(found, BaseModel)), annotation)


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= MOST_SHOWN else f"{text[: MOST_SHOWN - 1]}…"
