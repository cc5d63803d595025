"""Facts about risks and impacts."""

from collections.abc import Mapping
from typing import Any

from aimslint.aims import Item
from aimslint.facts.fact import Fact
from aimslint.facts.fields import text
from aimslint.records.shape import OwnStep, Scalar, Type
from aimslint.records.table import all_kinds
from aimslint.records.values import UNKNOWN, Explained, is_empty
from aimslint.snapshot import Snapshot


def severe(item: Item, _: Snapshot) -> Any:
    """Whether an impact is a harm of high or critical severity."""
    severity, nature = item.data.get("severity"), item.data.get("nature")
    if UNKNOWN in (severity, nature):
        return UNKNOWN
    return nature != "benefit" and severity in ("high", "critical")


def covered_dimensions(item: Item, _: Snapshot) -> Any:
    """Dimensions that an assessment rates or reasons away."""
    found: list[Any] = []
    for field in ("impacts", "untouched_dimensions"):
        if item.data.get(field) is UNKNOWN or item.data.get(field).__class__ is Explained:
            found.append(UNKNOWN)
        for one in item.children.get((field,), ()):
            found.append(one.data.get("dimension") if isinstance(one, Item) else UNKNOWN)
    return [dimension for dimension in found if dimension is not None]


def computed_level(item: Item, snapshot: Snapshot) -> Any:
    """The level that the matrix gives for the likelihood and the worst consequence; None without a method."""
    return _by_matrix(item, "likelihood", "consequence", snapshot)


def computed_residual_level(item: Item, snapshot: Snapshot) -> Any:
    """The level that the matrix gives for what remains once the risk is treated."""
    return _by_matrix(item, "residual_likelihood", "residual_consequence", snapshot)


def _by_matrix(item: Item, likelihood_field: str, consequence_field: str, snapshot: Snapshot) -> Any:
    method = snapshot.project("risk_method")
    consequences = item.data.get(consequence_field)
    likelihood = item.data.get(likelihood_field)
    if method is UNKNOWN or likelihood is UNKNOWN or consequences is UNKNOWN:
        return UNKNOWN
    if method is None or is_empty(likelihood) or not isinstance(consequences, Mapping):
        return None
    order, levels = snapshot.once("matrix", method, _matrix)
    named = [consequences.get(name) for name in ("organisation", "individuals", "society")]
    rated = [value for value in named if value is not UNKNOWN and value.__class__ is not Explained]
    rated = [value for value in rated if not is_empty(value)]
    if UNKNOWN in named or not rated or any(value not in order for value in rated):
        return UNKNOWN  # what lies off the scale is told by itself, and ranks nowhere
    return levels.get((likelihood, max(rated, key=order.index)), UNKNOWN)


def _matrix(method: Item, _: Snapshot) -> tuple[list[Any], dict[tuple[Any, Any], Any]]:
    """The consequences of a method, rising, and the level that its matrix gives for each likelihood and consequence."""
    steps = method.children.get(("scales", "consequence"), ())
    levels: dict[tuple[Any, Any], Any] = {}
    for cell in method.children.get(("matrix",), ()):
        if isinstance(cell, Item):
            likelihood, consequence, level = (cell.data.get(name) for name in ("likelihood", "consequence", "level"))
            levels.setdefault((likelihood, consequence), level)
    return [step.data.get("value") for step in steps if isinstance(step, Item)], levels


def remaining_level(item: Item, _: Snapshot) -> Any:
    """What an acceptance accepts: the residual level, or the level itself where treatment is not said to change it."""
    residual = text(item, "residual_level")
    return text(item, "level") if residual is None else residual


def _dimension_words() -> Type:
    return all_kinds()["impact"].shape.fields["dimension"].type


def facts() -> tuple[Fact, ...]:
    """The facts of this module."""
    flag = Scalar("flag")
    method = ("scales", "value", "matrix", "likelihood", "consequence", "level")
    return (
        Fact(
            "severe",
            ("impact",),
            flag,
            severe,
            "A harm of high or critical severity.",
            ("severity",),
            reads=(),
            fields=("severity", "nature"),
        ),
        Fact(
            "covered_dimensions",
            ("impact_assessment",),
            _dimension_words(),
            covered_dimensions,
            "The dimensions of its impacts, and those it reasons away.",
            ("impacts",),
            many=True,
            reads=(),
            fields=("impacts", "untouched_dimensions", "dimension"),
        ),
        Fact(
            "computed_level",
            ("risk",),
            OwnStep("levels"),
            computed_level,
            "What the matrix gives for the likelihood and the worst consequence.",
            ("level",),
            reads=("project.risk_method",),
            fields=("likelihood", "consequence", *method),
        ),
        Fact(
            "computed_residual_level",
            ("risk",),
            OwnStep("levels"),
            computed_residual_level,
            "What the matrix gives for the likelihood and the worst consequence that remain.",
            ("residual_level",),
            reads=("project.risk_method",),
            fields=("residual_likelihood", "residual_consequence", *method),
        ),
        Fact(
            "remaining_level",
            ("risk",),
            OwnStep("levels"),
            remaining_level,
            "The residual level; the level where no residual one is given.",
            ("residual_level",),
            reads=(),
            fields=("residual_level", "level"),
        ),
    )
