"""One file of a pack: its data in a checked form, and errors that say on which line something is wrong."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from aimslint.loading import load_file, locate, told
from aimslint.model import Keys
from aimslint.packs.pack import PackError
from aimslint.prepared import prepared
from aimslint.suggest import hint

if TYPE_CHECKING:
    from pydantic import BaseModel

MOST_SHOWN = 60
ALTERNATIVES = ("function-", "list[", "constr", "[key]")
"""What pydantic writes into the place of an error, and no file has there."""

EXPECTED = {
    "list_type": "a list, each item after a hyphen or all in brackets",
    "dict_type": "a map",
    "model_type": "a map",
    "bool_type": "true or false",
    "int_type": "a whole number",
    "string_too_short": "some words",
    "too_short": "at least one",
}
"""By pydantic's name of an error, what should have stood there."""

FormName = Literal["PackFile", "CatalogueFile", "CrosswalkFile"]
"""A form in `aimslint.packs.files`, which is loaded for files that are not prepared."""


class PackText:
    """One YAML file of a pack: its data, and where things stand in it."""

    def __init__(self, path: str, raw: bytes) -> None:
        """Raises PackError for a file that cannot be read."""
        self.path = path
        self._prepared = prepared(raw)
        self.data: dict[str, Any] = {}
        if self._prepared is not None:  # one of our own files, as it came
            self.text = raw.decode("utf-8")
            return
        loaded = load_file(path, raw)
        for problem in loaded.problems:
            line = problem.place.span.line if problem.place.span else 1
            raise PackError(path, line, told(problem))
        if len(loaded.documents) != 1 or not isinstance(loaded.documents[0].data, dict):
            raise PackError(path, 1, "expected one map")
        self.data = loaded.documents[0].data
        self.text = loaded.text

    def error(self, keys: Keys, text: str, part: Literal["key", "value"] = "value") -> PackError:
        """The error that something is wrong at `keys`."""
        return PackError(self.path, self.line(keys, part), text)

    def line(self, keys: Keys, part: Literal["key", "value"] = "value") -> int:
        """The line on which something stands."""
        return locate(self.path, self.text).find(keys, part).line

    def read(self, name: FormName) -> Any:
        """The data in this form. Raises PackError."""
        if self._prepared is not None:
            return self._prepared
        from pydantic import ValidationError

        from aimslint.packs import files

        form: type[BaseModel] = getattr(files, name)
        try:
            return form.model_validate(self.data)
        except ValidationError as error:
            # An unknown key explains what is missing beside it; of alternatives, the one that fits furthest was meant.
            first = min(error.errors(), key=lambda found: (found["type"] != "extra_forbidden", -len(found["loc"])))
            keys: Keys = tuple(key for key in first["loc"] if not str(key).startswith(ALTERNATIVES))
            part: Literal["key", "value"] = "key" if first["type"] == "extra_forbidden" else "value"
            raise self.error(keys, _said(first, keys, form), part) from None


def _said(error: Mapping[str, Any], keys: Keys, form: "type[BaseModel]") -> str:
    from aimslint.packs.files import FORMS

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
            return f"`{name}`: expected a text, found {_short(error['input'])}{_in_quotes(error['input'])}"
        case "string_pattern_mismatch":
            return f"`{name}`: expected {FORMS[error['ctx']['pattern']]}; found {_short(error['input'])}"
        case "string_too_long":
            return f"`{name}`: at most {error['ctx']['max_length']} characters; found {_short(error['input'])}"
        case kind if kind in EXPECTED:
            return f"`{name}`: expected {EXPECTED[kind]}; found {_short(error['input'])}"
    return f"`{name}`: {error['msg'][:1].lower()}{error['msg'][1:]}; found {_short(error['input'])}"


def _in_quotes(value: Any) -> str:
    return "; write it in quotes" if isinstance(value, bool | int | float) else ""


def _known_at(form: "type[BaseModel]", keys: Keys) -> list[str]:
    """The keys that the map at `keys` may have."""
    from pydantic import BaseModel

    model: Any = form
    for key in keys:
        if isinstance(key, str) and isinstance(model, type) and issubclass(model, BaseModel):
            named = {field.alias or name: field for name, field in model.model_fields.items()}
            model = _model_in(named[key].annotation) if key in named else model
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_in(annotation: Any) -> Any:
    """The model that a field leads to, through lists, maps and alternatives."""
    from pydantic import BaseModel

    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = (_model_in(part) for part in getattr(annotation, "__args__", ()))
    return next((found for found in inner if isinstance(found, type) and issubclass(found, BaseModel)), annotation)


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= MOST_SHOWN else f"{text[: MOST_SHOWN - 1]}…"
