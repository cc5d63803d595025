"""The words by which people pick rules: a name, a code or how it begins, a requirement or its group, a topic."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from aimslint.report import Report
from aimslint.rulebook import Rule
from aimslint.suggest import hint


class SelectorError(Exception):
    """A word that picks no rule and names no requirement. The text says which, and what was likely meant."""


def picks(selector: str, rule: Rule, primary: str) -> bool:
    """Whether `selector` means this rule. Requirement ids without a pack are those of the pack `primary`."""
    if selector in (rule.name, rule.topic) or _begins(rule.code, selector):
        return True
    wanted = _qualified(selector, primary)
    inside = (f"{wanted}.", f"{wanted} ")  # some frameworks number `2.1`, others `MEASURE 2.1`
    return any(id_ == wanted or id_.startswith(inside) for id_ in rule.requirements)


def check_selectors(option: str, selectors: Collection[str], reports: Sequence[Report], primary: str) -> None:
    """Raise SelectorError for the first of `selectors` that means nothing in any of the reports.

    A requirement that no rule guards is a sound selector: nothing is found about it.
    """
    if not selectors:
        return
    known = {word for report in reports for word in _words(report, primary)}
    for selector in selectors:
        if selector in known or any(_begins(rule.code, selector) for report in reports for rule in report.rulebook):
            continue
        if any(selector in report.aims.packs for report in reports):
            raise SelectorError(f"{option} names `{selector}`, which is a pack; write `--pack {selector}`")
        raise SelectorError(
            f"{option} names `{selector}`, which is no rule, code, topic or requirement; "
            f"`aimslint rule` lists all rules{hint(selector, known)}"
        )


def check_packs(option: str, packs: Iterable[str], reports: Sequence[Report]) -> None:
    """Raise SelectorError for the first of `packs` that none of the reports rests on."""
    known = {rule.pack for report in reports for rule in report.rulebook}
    known.update(name for report in reports for name in report.aims.packs)
    for pack in packs:
        if pack not in known:
            raise SelectorError(
                f"{option} names `{pack}`, and no pack of that name is in use (`packs` in aimslint.yaml); "
                f"in use: {', '.join(sorted(known))}{hint(pack, sorted(known))}"
            )


def _words(report: Report, primary: str) -> Iterator[str]:
    for rule in report.rulebook:
        yield from (rule.name, rule.code, rule.topic)
        for id_ in rule.requirements:
            yield from _with_groups(id_, primary)
    for item in report.aims.items.get("requirement", ()):
        yield from _with_groups(f"{item.data['pack']}:{item.data['id']}", primary)


def _with_groups(id_: str, primary: str) -> Iterator[str]:
    """A qualified id, the groups it belongs to, and the bare forms of both where these are unambiguous."""
    pack, _, bare = id_.partition(":")
    while bare:
        yield f"{pack}:{bare}"
        if pack == primary:
            yield bare
        bare = bare[: max(bare.rfind("."), bare.rfind(" "), 0)]


def _qualified(selector: str, primary: str) -> str:
    return selector if ":" in selector else f"{primary}:{selector}"


def _begins(code: str, selector: str) -> bool:
    """Whether a code begins with `selector`: with all its letters at least, for `A` is Annex A, not `AIM501`."""
    return code.startswith(selector) and selector.startswith(code.rstrip("0123456789"))
