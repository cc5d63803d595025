"""The pipeline: tree -> records -> aims -> findings -> report. `read` and `check` are the only ways in."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from aimslint.aims import Aims, link
from aimslint.cache import Cache
from aimslint.checks import all_checks
from aimslint.config import FILE_NAME, Config, ConfigError, read_config
from aimslint.fixes import fixes_for
from aimslint.history import History, NoHistory, Unknown
from aimslint.ledger import TakenOver, ledger_of
from aimslint.model import ExemptionKind, Phase
from aimslint.packs import Pack
from aimslint.placing import Placer, in_order
from aimslint.put_to_use import CORE_PACK, everything, packs_of, rulebook_of, settings_path
from aimslint.reading import Reading, record_paths
from aimslint.records.extensions import check_extensions
from aimslint.records.filed import Shelf
from aimslint.report import Report, Skip, Tally
from aimslint.roots import files_of, find_roots
from aimslint.rulebook import (
    Clock,
    Rulebook,
    Subjects,
    Unsure,
    judge_all,
    subjects_of,
)
from aimslint.snapshot import Arrangements, Snapshot
from aimslint.suppress import set_aside
from aimslint.trees import Tree, Unreadable
from aimslint.witness import Notes, Witness


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
) -> Report:
    """Check the AIMS at folder `root` of a tree as it stands on the day `as_of`.

    `history` is the past of the tree; without one, rules that need it are skipped. `config` replaces the tree's own
    aimslint.yaml; `rulebook`, read once by whoever checks many trees, the rules that it would name. Every rule is
    judged; with a `clock`, the tallies tell how long each took. Exceptions of the kinds in `disregard` keep no finding
    from counting. Many files are parsed by up to `jobs` processes, or found in the `cache`; what is on the `shelf` is
    not even read again. `subjects` and `notes` are as in `judged`. Raises ConfigError, PackError or RuleError when
    configuration, baseline, packs or rule files cannot be used.
    """
    config = config if config is not None else config_of(tree, root)
    reading = Reading.begin(tree, config, root, jobs, cache, shelf)
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
) -> Report:
    """The second half of `check`: what the rules say of records that were read and linked.

    `subjects` picks for a rule whom it is judged for, as an editor does that wants to hear of one file first. What is
    taken `over` of an earlier check is not judged again; with it, be it nothing, the report has a ledger. What `notes`
    tell of commits is believed, and they grow. Raises ConfigError for a baseline that cannot be used, and what
    `subjects` raises.
    """
    tree, root = aims.tree, aims.root
    witness = Witness(history_in_use(history, config, root), aims, as_of, notes)
    snapshot = Snapshot(aims, as_of, witness, arrangements_of(tree, config, root))
    rules = [rule for rule in rulebook if rule.raised_by is None]
    partly = over.partly if over is not None else ()
    verdicts = judge_all([rule for rule in rules if rule.name not in partly], snapshot, all_checks(), clock, subjects)
    if over is not None and partly:
        again = [rule for rule in rules if rule.name in partly]
        verdicts += judge_all(again, snapshot, all_checks(), clock, over.subjects)
    placer = Placer(aims, config.loading_limits(), fixes_for(aims))
    drafts = placer.drafts_of(aims.problems, rulebook)
    drafts += [draft for verdict in verdicts for draft in verdict.drafts]
    placed = placer.placed(drafts)
    findings = [finding for _, finding in placed]
    doubts = [(verdict.rule.name, why) for verdict in verdicts for _, why in verdict.doubts]
    if over is not None and over.partly:
        findings = in_order([*findings, *(entry.finding for entry in over.kept.entries)])
        doubts += [(doubt.rule, doubt.why) for doubt in over.kept.doubts]
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
        root,
        as_of,
        Phase(config.phase),
        in_order([*parted.findings, *about_exceptions]) if about_exceptions else parted.findings,
        skipped,
        {verdict.rule.name: Tally(verdict.judged, len(verdict.doubts), verdict.nanoseconds) for verdict in verdicts},
        rulebook,
        aims,
        suppressed=parted.suppressed,
        ledger=None if over is None else ledger_of(placed, verdicts, over.kept),
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
    reading = Reading.begin(tree, config, root, jobs, cache, shelf, same)
    return _linked(reading, tree, config, root, packs or packs_of(config, tree, root))


def _linked(reading: Reading, tree: Tree, config: Config, root: str, packs: Mapping[str, Pack]) -> Aims:
    reading.finish()
    if config.extensions:
        reading.problems += check_extensions(reading.records, _extension_schemas(tree, config, root))
    settings = f"{root}/{FILE_NAME}" if root else FILE_NAME
    return link(
        reading.records,
        packs,
        config.primary,
        root=root,
        settings_path=settings if tree.has(settings) else None,
        problems=reading.problems,
        lost=reading.lost,
        texts=reading.texts,
        tree=tree,
    )


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


def config_of(tree: Tree, root: str) -> Config:
    """The configuration at `root`, or the defaults. Raises ConfigError."""
    path = f"{root}/{FILE_NAME}" if root else FILE_NAME
    if not tree.has(path) and path not in tree.paths():  # which also lists a link that leads nowhere, or out
        return Config()
    try:
        return read_config(path, tree.read(path))
    except Unreadable as error:
        raise ConfigError(path, 1, f"{error.reason}; {error.advice}") from None


def roots_of(tree: Tree, start: str) -> list[str]:
    """The AIMS roots that a check from folder `start` is about."""
    return find_roots(tree.paths(), start)


def arrangements_of(tree: Tree, config: Config, root: str) -> Arrangements:
    """What checks may ask of the configuration."""

    def record_files(paths: Iterable[str]) -> list[str]:
        settings = [path for path in tree.paths() if path.rpartition("/")[2] == FILE_NAME]  # where others begin
        return record_paths(files_of([*paths, *settings], root), config, root)

    return Arrangements(None if config.approvals.four_eyes else config.approvals.reason, record_files)


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
]
