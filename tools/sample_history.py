"""The history of the sample: from the script in `sample-repo/history.yaml` to steps, and to a real git repository.

python tools/sample_history.py FOLDER    makes the repository in FOLDER, with a branch for each story
"""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import yaml
from git import Actor, Repo

from aimslint import globs
from aimslint.history.scripted import Step, person

SAMPLE = Path(__file__).resolve().parent.parent / "sample-repo"
SCRIPT = "history.yaml"
CACHES = ("**/__pycache__/**",)

Texts = dict[str, str]


@dataclass(frozen=True, slots=True)
class Branch:
    """A story told from the tip of main: its commits, and rule and path of what they raise."""

    name: str
    says: str
    steps: tuple[Step, ...]
    expects: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Story:
    """The whole script. `clean` are the positions of the commits of main that raise no more than expected.txt says."""

    main: tuple[Step, ...]
    clean: tuple[int, ...]
    branches: tuple[Branch, ...]


def read_story(sample: Path = SAMPLE) -> Story:
    """The script of the sample, with whole files in place of changes. Raises ValueError where it does not fit them."""
    script = yaml.safe_load((sample / SCRIPT).read_text(encoding="utf-8"))
    today = dict(_files(sample))
    commits = script["main"]
    main = tuple(_told_backwards(commits, today, script["people"]))
    clean = tuple(position for position, commit in enumerate(commits) if commit.get("clean"))
    branches = []
    for name, told in script["branches"].items():
        texts = dict(today)
        steps = tuple(_step(commit, _changed(commit, texts), script["people"]) for commit in told["commits"])
        expects = tuple((one["rule"], one["path"]) for one in told["expects"])
        branches.append(Branch(name, told["says"], steps, expects))
    return Story(main, clean, tuple(branches))


def build(folder: Path, sample: Path = SAMPLE) -> Repo:
    """Make the repository of the story in an empty folder, with main checked out."""
    story = read_story(sample)
    repository = Repo.init(folder, initial_branch="main")
    with repository.config_writer() as settings:
        settings.set_value("core", "autocrlf", "false")
        settings.set_value("commit", "gpgsign", "false")
    for step in story.main:
        _commit(repository, step)
    for branch in story.branches:
        repository.git.checkout("--quiet", "-b", branch.name, "main")
        for step in branch.steps:
            _commit(repository, step)
    repository.git.checkout("--quiet", "main")
    return repository


def _files(sample: Path) -> Iterator[tuple[str, str]]:
    for file in sorted(sample.rglob("*")):
        path = file.relative_to(sample).as_posix()
        if file.is_file() and not globs.matches(path, CACHES):
            yield path, file.read_bytes().decode("utf-8")


def _told_backwards(commits: list[Any], today: Mapping[str, str], people: Mapping[str, str]) -> Iterator[Step]:
    """The commits of main, whose last state is the files of today: each file is at first
    what it was before all changes."""
    texts = dict(today)
    states: list[Texts] = []
    for commit in reversed(commits):
        states.append(dict(texts))
        for path, changes in commit.get("changes", {}).items():
            for change in reversed(changes):
                texts[path] = _replaced(texts[path], change["to"], change["from"], path)
    before: Texts = {}
    for commit, state in zip(commits, reversed(states), strict=True):
        added = {path: text for path, text in state.items() if globs.matches(path, commit.get("adds", ()))}
        changed = {path: state[path] for path in commit.get("changes", {})}
        new = {path: text for path, text in (added | changed).items() if before.get(path) != text}
        before.update(new)
        yield _step(commit, new, people)
    if before != today:
        raise ValueError(f"{SCRIPT}: its commits do not lead to the files of today")


def _changed(commit: Any, texts: Texts) -> Texts:
    """The files that a commit of a branch changes, as it leaves them; `texts` follow."""
    new: Texts = dict(commit.get("writes", {}))
    for path, changes in commit.get("changes", {}).items():
        text = texts[path]
        for change in changes:
            text = _replaced(text, change["from"], change["to"], path)
        new[path] = text
    for path, cut in commit.get("cuts", {}).items():
        head, first, rest = texts[path].partition(cut["from"])
        _, last, tail = rest.partition(cut["up_to"])
        if not (first and last):
            raise ValueError(f"{SCRIPT}: {path} does not hold what is cut")
        new[path] = head + last + tail
    texts.update(new)
    return new


def _replaced(text: str, old: str, new: str, path: str) -> str:
    if old == "":
        return text + new
    if text.count(old) != 1:
        raise ValueError(f"{SCRIPT}: {path} should hold {old!r} exactly once, and does so {text.count(old)} times")
    return text.replace(old, new)


def _step(commit: Any, files: Mapping[str, str], people: Mapping[str, str]) -> Step:
    names = [commit["by"]] if isinstance(commit["by"], str) else commit["by"]
    return Step(date.fromisoformat(str(commit["date"])), tuple(people[name] for name in names), files, commit["says"])


def _commit(repository: Repo, step: Step) -> None:
    folder = Path(repository.working_dir)
    for path, text in step.files.items():
        file = folder / path
        if text is None:
            file.unlink()
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode("utf-8"))
    repository.git.add("--all")
    author, *others = [Actor(each.name, each.address) for each in map(person, step.by)]
    trailers = "".join(f"Co-authored-by: {other.name} <{other.email}>\n" for other in others)
    when = datetime.combine(step.on, time(12), UTC)
    repository.index.commit(
        f"{step.says}\n\n{trailers}".rstrip() + "\n",
        author=author,
        committer=author,
        author_date=when,
        commit_date=when,
        skip_hooks=True,
    )


if __name__ == "__main__":
    build(Path(sys.argv[1]))
