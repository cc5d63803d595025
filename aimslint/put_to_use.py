"""What a configuration puts to use: packs, and the rules of these and of the organisation."""

from collections.abc import Mapping
from typing import Literal

from aimslint.checks import all_checks
from aimslint.config import FILE_NAME, Config, ConfigError
from aimslint.evidence import showings
from aimslint.loading import load_file, locate
from aimslint.model import Keys
from aimslint.packs import Pack, PackError, RequirementIds, Stock, all_pack_names, in_use
from aimslint.roots import inside, is_inside
from aimslint.rulebook import Rulebook, folder_sources, load_rules, pack_sources, unknown_rules
from aimslint.suggest import hint
from aimslint.trees import Tree, Unreadable

CORE_PACK = "core"
"""The rules about reading and linking, which every project needs; no framework."""


def everything() -> Config:
    """The defaults with every pack in use that comes with aimslint."""
    return Config(packs=[name for name in all_pack_names() if name != CORE_PACK])


def packs_of(config: Config, tree: Tree | None = None, root: str = "") -> Mapping[str, Pack]:
    """The packs in use, those in the rule folders of a tree among them. Raises PackError, ConfigError."""
    return _packs_in_use(config, _stock(config, tree, root), tree, root)


def _stock(config: Config, tree: Tree | None, root: str) -> Stock:
    if tree is None or not config.rule_folders:
        return Stock()

    def read(path: str) -> bytes:
        try:
            return tree.read(path)
        except Unreadable as error:  # such as a link that leads out of the repository
            raise PackError(path, 1, f"{error.reason}; {error.advice}") from None

    return Stock.of_tree([inside(root, folder) for folder in config.rule_folders], tree.paths(), read)


def _packs_in_use(config: Config, stock: Stock, tree: Tree | None, root: str) -> Mapping[str, Pack]:
    def refused(keys: Keys, text: str, part: Literal["key", "value"] = "value") -> ConfigError:
        line = line_of(tree, root, keys, part) if tree is not None else 1
        return ConfigError(settings_path(root), line, text)

    frameworks = [name for name in stock.names if name != CORE_PACK]
    for position, name in enumerate(config.packs):
        if name not in frameworks:
            where = " or ".join(f"`{folder}`" for folder in config.rule_folders)
            own = f"one of your own is a folder `{name}` with a pack.yaml, no link, below "
            meant = hint(name, frameworks) or f"; {own}{where or 'a folder that `rule_folders` names'}"
            raise refused(("packs", position), f"there is no pack `{name}`; there are {', '.join(frameworks)}{meant}")
    for name, timeline in config.timelines.items():
        if name not in config.packs:
            text = f"`timelines` names `{name}`, which is none of the packs in use: {', '.join(config.packs)}"
            raise refused(("timelines", name), text + hint(name, config.packs), "key")
        known = stock.pack(name).timelines
        if timeline not in known:
            has = f"there are {', '.join(known)}" if known else "it has none: leave it out"
            text = f"the pack `{name}` has no timeline `{timeline}`; {has}{hint(timeline, known)}"
            raise refused(("timelines", name), text)
    return in_use(stock, (CORE_PACK, *config.packs), config.timelines)


def rulebook_of(tree: Tree, config: Config, root: str) -> Rulebook:
    """All rules in use, with the configured severities and settings. Raises RuleError, ConfigError, PackError."""
    stock = _stock(config, tree, root)
    packs = _packs_in_use(config, stock, tree, root)
    for pack in packs.values():
        if pack.own:  # those that come with aimslint are looked at by its tests
            showings(pack)
    sources = list(pack_sources(packs.values(), tree))
    for folder in config.rule_folders:
        below = inside(root, folder)
        found = list(folder_sources(below, tree.paths(), tree.read, config.primary, stock.own.values()))
        if not found and not any(is_inside(place, below) for place in stock.own.values()):
            text = f"`rule_folders` names `{folder}`, which holds no rule file; add one, or take the folder out"
            raise ConfigError(settings_path(root), line_of(tree, root, ("rule_folders",)), text)
        sources += found
    rulebook = load_rules(
        sources,
        overrides={name: config.overrides(name) for name in config.rules},
        requirements=RequirementIds(packs, stock),
        checks=all_checks(),
        packs=packs,
    )
    for name, meant in unknown_rules(config.rules, rulebook):
        line = line_of(tree, root, ("rules", name))
        raise ConfigError(settings_path(root), line, f"`rules` names `{name}`, and there is no such rule{meant}")
    return rulebook


def settings_path(root: str) -> str:
    """Where aimslint.yaml of an AIMS root lies."""
    return f"{root}/{FILE_NAME}" if root else FILE_NAME


def line_of(tree: Tree, root: str, keys: Keys, part: Literal["key", "value"] = "key") -> int:
    """The line of a setting in the tree's aimslint.yaml; 1 when the setting came from elsewhere."""
    path = settings_path(root)
    if not tree.has(path):
        return 1
    return locate(path, load_file(path, tree.read(path)).text).find(keys, part).line
