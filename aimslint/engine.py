"""The pipeline: tree -> records -> aims -> findings -> report. `read` and `check` are the only ways in."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol

from aimslint.aims import Aims, link
from aimslint.apart import Apart, Deal, rules_of_past
from aimslint.cache import Cache
from aimslint.checks import all_checks
from aimslint.config import FILE_NAME, Config, ConfigError
from aimslint.fixes import fixes_for
from aimslint.history import History, NoHistory, Unknown
from aimslint.ledger import Ledger, TakenOver, ledger_of
from aimslint.model import ExemptionKind, Finding, Phase
from aimslint.packs import Pack
from aimslint.placing import Placer, in_order
from aimslint.put_to_use import CORE_PACK, everything, packs_of, rulebook_of, settings_path
from aimslint.reading import Companion, Reading, Records, record_paths
from aimslint.records.extensions import check_extensions
from aimslint.records.filed import Shelf
from aimslint.report import Report, Skip, Tally
from aimslint.roots import config_of, files_of, roots_of
from aimslint.rulebook import (
    Clock,
    Draft,
    Rule,
    Rulebook,
    Subjects,
    Unsure,
    Verdict,
    judge_all,
    subjects_of,
)
from aimslint.snapshot import Arrangements, Snapshot
from aimslint.suppress import set_aside
from aimslint.trees import Tree, Unreadable
from aimslint.trees.ahead import look_ahead
from aimslint.trees.asked import AskedTree
from aimslint.witness import Notes, Witness


class Second(Companion, Apart, Protocol):
    """A process that goes along with this one, and judges some of the rules."""


def check(
    tree: Tree,
    as_of: date,
    config: Config | None = None,
    root: str = "",
    *,
    history: History | None = None,
    rulebook: Rulebook | None = None,
    clock: Clock | None = None,
    disregard: Collection[ExemptionKind] = (),
    jobs: int = 1,
    cache: Cache | None = None,
    shelf: Shelf | None = None,
    subjects: Subjects = subjects_of,
    notes: Notes | None = None,
    second: Second | None = None,
) -> Report:
    """Check the AIMS at folder `root` of a tree as it stands on the day `as_of`.

    `history` is the past of the tree; without one, rules that need it are skipped. `config` replaces the tree's own
    aimslint.yaml; `rulebook`, read once by whoever checks many trees, the rules that it would name. Every rule is
    judged; with a `clock`, the tallies tell how long each took. Exceptions of the kinds in `disregard` keep no finding
    from counting. Many files are parsed by up to `jobs` processes, or found in the `cache`; what is on the `shelf` is
    not even read again. `subjects` and `notes` are as in `judged`. A `second` process, begun for this very check, is
    one of the `jobs`; it goes with no shelf, clock or choice of subjects. Raises ConfigError, PackError or RuleError
    when configuration, baseline, packs or rule files cannot be used.
    """
    config = config if config is not None else config_of(tree, root)
    if second is not None:
        second.remember(None if notes is None else notes.told())
    elif not isinstance(history_in_use(history, config, root), NoHistory):
        look_ahead(tree)
    reading = Reading(tree, config, root, jobs, cache, shelf, companion=second)
    rulebook = rulebook if rulebook is not None else rulebook_of(tree, config, root)
    aims = _linked(reading, tree, config, root, rulebook.packs or packs_of(config, tree, root))
    return judged(
        aims,
        as_of,
        config,
        rulebook,
        history=history,
        clock=clock,
        disregard=disregard,
        subjects=subjects,
        notes=notes,
        apart=second,
    )


def judged(
    aims: Aims,
    as_of: date,
    config: Config,
    rulebook: Rulebook,
    *,
    history: History | None = None,
    clock: Clock | None = None,
    disregard: Collection[ExemptionKind] = (),
    subjects: Subjects = subjects_of,
    over: TakenOver | None = None,
    notes: Notes | None = None,
    apart: Apart | None = None,
) -> Report:
    """The second half of `check`: what the rules say of records that were read and linked.

    `subjects` picks for a rule whom it is judged for, as an editor does that wants to hear of one file first. What is
    taken `over` of an earlier check is not judged again; with it, be it nothing, the report has a ledger. Neither are
    the rules that another process judges `apart`, for the same records, if it answers. What `notes` tell of commits is
    believed, and they grow. Raises ConfigError for a baseline that cannot be used, and what `subjects` raises.
    """
    rules = [rule for rule in rulebook if rule.raised_by is None]
    partly = over.partly if over is not None else ()
    for_some = over.subjects if over is not None else subjects
    snapshot = snapshot_of(aims, as_of, config, history, notes)
    asked = AskedTree(aims.tree)
    if over is not None:
        snapshot = Snapshot(replace(aims, tree=asked), as_of, snapshot.witness, snapshot.arranged)
    placer = Placer(aims, config.loading_limits(), fixes_for(aims))
    problems = aims.problems if over is None else filter(over.tells_anew, aims.problems)
    answer = None
    if apart is not None:
        deal = Deal(rules, aims, rules_of_past(rulebook))
        apart.share(deal)
        placed = placer.placed(placer.drafts_of(problems, rulebook))
        verdicts = _in_portions(iter(deal.take, ()), snapshot, placer, placed)
        answer = apart.answer()
        if answer is None:
            verdicts += _in_portions([_among(rules, deal.given)], snapshot, placer, placed)
    else:
        verdicts = judge_all(_without(rules, frozenset().union(*partly)), snapshot, all_checks(), clock, subjects)
        for some in partly:
            verdicts += judge_all(_among(rules, some), snapshot, all_checks(), clock, for_some)
        placed = placer.placed([*placer.drafts_of(problems, rulebook), *_drafts(verdicts)])
    taken = Ledger() if over is None else over.kept
    if answer is not None:
        taken = answer.found
        if notes is not None and answer.notes is not None:
            notes.renew(answer.notes)
    findings = [finding for _, finding in placed]
    if apart is not None or taken.entries or taken.before:
        findings = in_order([*findings, *(entry.finding for entry in taken.entries), *taken.before])
    doubts = [(verdict.rule.name, why) for verdict in verdicts for _, why in verdict.doubts]
    doubts += [(doubt.rule, doubt.why) for doubt in taken.doubts]
    tallies = {one.rule.name: Tally(one.judged, len(one.doubts), one.nanoseconds) for one in verdicts}
    tallies |= answer.tallies if answer is not None else {}
    skipped = _skipped(doubts, rulebook)
    parted = set_aside(
        findings,
        aims,
        rulebook,
        as_of,
        skipped,
        limits=config.loading_limits(),
        inline_forbidden=config.inline_ignores == "forbidden",
        disregard=disregard,
    )
    about_exceptions = placer.findings(placer.drafts_of(parted.problems, rulebook))
    return Report(
        aims.root,
        as_of,
        Phase(config.phase),
        in_order([*parted.findings, *about_exceptions]) if about_exceptions else parted.findings,
        skipped,
        {rule.name: tallies[rule.name] for rule in rules},
        rulebook,
        aims,
        suppressed=parted.suppressed,
        ledger=None if over is None else ledger_of(placed, verdicts, over.kept, asked),
    )


def read(
    tree: Tree,
    config: Config,
    root: str = "",
    *,
    jobs: int = 1,
    cache: Cache | None = None,
    shelf: Shelf | None = None,
    packs: Mapping[str, Pack] | None = None,
    same: Collection[str] = (),
) -> Aims:
    """The first half of `check`: read and link every record below `root`; `packs` are those in use, if they are known.

    What is on the shelf of the files `same` is known to be as it stands in the tree. Never raises for what the files
    hold: that is among the problems.
    """
    reading = Reading(tree, config, root, jobs, cache, shelf, same)
    return _linked(reading, tree, config, root, packs or packs_of(config, tree, root))


def _linked(reading: Reading, tree: Tree, config: Config, root: str, packs: Mapping[str, Pack]) -> Aims:
    return link_records(reading.finish(), tree, config, root, packs)


def link_records(found: Records, tree: Tree, config: Config, root: str, packs: Mapping[str, Pack]) -> Aims:
    """The graph of the records of one root. Raises ConfigError for an extension that cannot be used."""
    if config.extensions:
        found.problems += check_extensions(found.records, _extension_schemas(tree, config, root))
    return link(
        found.records,
        packs,
        config.primary,
        root=root,
        settings_path=settings_of(tree, root),
        problems=found.problems,
        lost=found.lost,
        texts=found.texts,
        plain=found.plain,
        tree=tree,
    )


def judge_part(
    aims: Aims,
    as_of: date,
    config: Config,
    rulebook: Rulebook,
    portions: Iterable[Collection[str]],
    *,
    history: History | None = None,
    notes: Notes | None = None,
) -> tuple[list[tuple[Draft, Finding]], list[Verdict]]:
    """What some of the rules say, with their findings placed: as `judged` has them before it looks at exceptions.

    The rules come in portions, by name; another one is asked for when all is done about one.
    """
    snapshot = snapshot_of(aims, as_of, config, history, notes)
    placer = Placer(aims, config.loading_limits(), fixes_for(aims))
    placed: list[tuple[Draft, Finding]] = []
    verdicts = _in_portions((_among(rulebook, names) for names in portions), snapshot, placer, placed)
    return placed, verdicts


def _in_portions(
    portions: Iterable[Sequence[Rule]], snapshot: Snapshot, placer: Placer, placed: list[tuple[Draft, Finding]]
) -> list[Verdict]:
    """What rules say that come in portions; each portion's findings are placed, for that is work to share as well."""
    verdicts = []
    for some in portions:
        said = judge_all(some, snapshot, all_checks())
        verdicts += said
        placed += placer.placed(_drafts(said))
    return verdicts


def snapshot_of(
    aims: Aims, as_of: date, config: Config, history: History | None, notes: Notes | None = None
) -> Snapshot:
    """What rules see of records on a day, with what history says about them."""
    witness = Witness(history_in_use(history, config, aims.root), aims, as_of, notes)
    return Snapshot(aims, as_of, witness, arrangements_of(aims.tree, config, aims.root))


def _among(rules: Iterable[Rule], names: Collection[str]) -> list[Rule]:
    return [rule for rule in rules if rule.name in names]


def _without(rules: Iterable[Rule], names: Collection[str]) -> list[Rule]:
    return [rule for rule in rules if rule.name not in names]


def _drafts(verdicts: Iterable[Verdict]) -> list[Draft]:
    return [draft for verdict in verdicts for draft in verdict.drafts]


def settings_of(tree: Tree, root: str) -> str | None:
    """The configuration file at `root`, where there is one."""
    path = settings_path(root)
    return path if tree.has(path) else None


def history_in_use(history: History | None, config: Config, root: str) -> History:
    """The history that the rules may ask, as the configuration has it."""
    if history is None:
        return NoHistory(Unknown("no history was given"))
    if config.history.use == "none":
        return NoHistory(Unknown(f"the configuration says not to use it: {config.history.reason}"))
    if config.history.use == "own-repository" and root:
        return NoHistory(
            Unknown(
                "this management system lies inside of another project's repository, whose history is not its own "
                "(`history: {use: own-repository}`)"
            )
        )
    return history


def arrangements_of(tree: Tree, config: Config, root: str) -> Arrangements:
    """What checks may ask of the configuration."""

    settings = [path for path in tree.paths() if path.rpartition("/")[2] == FILE_NAME]  # where others begin

    def record_files(paths: Iterable[str]) -> list[str]:
        return record_paths(files_of([*paths, *settings], root), config, root)

    picked_by = repr((root, config.include, config.exclude, config.rule_folders, settings))
    return Arrangements(None if config.approvals.four_eyes else config.approvals.reason, record_files, picked_by)


def _extension_schemas(tree: Tree, config: Config, root: str) -> dict[str, tuple[str, bytes]]:
    found = {}
    for kind, file in config.extensions.items():
        path = f"{root}/{file}" if root else file
        try:
            found[kind] = (path, tree.read(path))
        except Unreadable as error:
            raise ConfigError(settings_path(root), 1, f"extensions.{kind}: {path}: {error.reason}") from None
    return found


def _skipped(doubts: Iterable[tuple[str, Unsure | None]], rulebook: Rulebook) -> list[Skip]:
    """What could not be judged, by rule and reason, in the order of rules."""
    plain = Unsure("what these records rest on is missing, broken or cannot be read", "records")
    counts = Counter(doubts)
    order = {name: position for position, name in enumerate(rulebook.rules)}
    told = ((rule, why or plain, count) for (rule, why), count in counts.items())
    return [
        Skip(rule, why.reason, count, why.cause)
        for rule, why, count in sorted(told, key=lambda one: (order[one[0]], one[1].reason, one[1].cause))
    ]


__all__ = [
    "CORE_PACK",
    "arrangements_of",
    "check",
    "config_of",
    "everything",
    "history_in_use",
    "packs_of",
    "read",
    "record_paths",
    "roots_of",
    "rulebook_of",
    "settings_of",
]
