"""The linters that we compare with: how they are installed, given the same records, run, and understood.

Each gets what it can read. Schema validators read one document a file, so all but yamllint get a copy of the corpus in
which each document has a file of its own and days stand in quotes (in JavaScript a bare day is no text). ajv stops at
the first file that is no YAML: these are kept from it, and counted as found.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from measuring import HERE, Taken, record_files, whole

PLACE = HERE / ".peers"
RECIPES = HERE / "peers"
SCHEMA = HERE.parent / "schemas" / "record.schema.json"
ENVIRONMENT = PLACE / "python"
MODULES = PLACE / "node_modules"

_DAY = re.compile(r"(?<=[:\[,{] )(\d{4}-\d\d-\d\d)(?=[\n,\]}])")
_SEPARATOR = re.compile(r"^---\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Copies:
    """A corpus and its copies for those who read one document a file."""

    corpus: Path
    single: Path
    parsable: Path


@dataclass(frozen=True, slots=True)
class Peer:
    """A linter: its program, its command for a corpus, and the files that it reports when it prints that."""

    name: str
    program: Path
    version: Callable[[], str]
    folder: Callable[[Copies], Path]
    command: Callable[[Path], Sequence[str]]
    reported: Callable[[str], Iterable[str]]
    stops_at_what_is_no_yaml: bool = False
    tells_on_both: bool = False
    """Whether findings are printed on standard error as well."""

    @property
    def installed(self) -> bool:
        """Whether it can be run."""
        return self.program.exists()

    def run(self, copies: Copies) -> Taken:
        """What a run of it takes."""
        folder = self.folder(copies)
        return whole(self.command(folder), folder, both=self.tells_on_both)

    def files(self, output: str) -> set[str]:
        """The files of the corpus that it reports, those of copies by the name of the original."""
        return {_original(path) for path in self.reported(output)}


def install() -> list[str]:
    """Install what is not there yet. Gives what went wrong, a line each."""
    problems = []
    if not (ENVIRONMENT / "bin" / "yamllint").exists():
        venv.create(ENVIRONMENT, with_pip=True)
        python: list[str | Path] = [ENVIRONMENT / "bin" / "python"]
        pip = [*python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        problems += _tried("yamllint, check-jsonschema", [*pip, "--no-deps", "-r", HERE / "peers.txt"], HERE)
    if not (MODULES / ".bin" / "spectral").exists():
        shutil.copy(RECIPES / "package.json", PLACE / "package.json")
        npm = ["npm", "install", "--ignore-scripts", "--no-package-lock", "--no-audit", "--no-fund", "--silent"]
        problems += _tried("Spectral, ajv-cli", npm, PLACE)
    return problems


def _tried(names: str, command: Sequence[str | Path], folder: Path) -> list[str]:
    try:
        done = subprocess.run(command, check=False, cwd=folder, capture_output=True, text=True, timeout=900)
    except (OSError, subprocess.TimeoutExpired) as error:
        return [f"{names}: {error}"]
    return [] if done.returncode == 0 else [f"{names}: {(done.stderr or done.stdout).strip()[-300:]}"]


def copy(corpus: Path, out: Path) -> Copies:
    """Write the copies of a corpus."""
    copies = Copies(corpus, out / "single", out / "parsable")
    for path in record_files(corpus):
        for number, text in enumerate(_documents(path.read_text("utf-8"))):
            name = path.relative_to(corpus).with_suffix(f".{number}.yaml")
            quoted = _DAY.sub(r'"\1"', text)
            _write(copies.single / name, quoted)
            if _parses(quoted):
                _write(copies.parsable / name, quoted)
    return copies


def _documents(text: str) -> list[str]:
    if text.startswith("---\n"):  # front matter of a text in Markdown
        return [text[4:].split("\n---\n", maxsplit=1)[0] + "\n"]
    return _SEPARATOR.split(text)


def _parses(text: str) -> bool:
    try:
        node = yaml.compose(text, yaml.CSafeLoader)
    except yaml.YAMLError:
        return False
    if not isinstance(node, yaml.MappingNode):
        return False
    keys = [key.value for key, _ in node.value]
    return len(keys) == len(set(keys))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _original(path: str) -> str:
    """`governance/data/a.yaml` of `governance/data/a.0.yaml`."""
    return re.sub(r"\.\d+\.yaml$", ".yaml", path)


def _python(name: str) -> Path:
    return ENVIRONMENT / "bin" / name


def _node(name: str) -> Path:
    return MODULES / ".bin" / name


def _said(command: Sequence[str | Path]) -> str:
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    return said[-1]


def _packaged(name: str) -> str:
    version: str = json.loads((MODULES / name / "package.json").read_text("utf-8"))["version"]
    return version


def _of_check_jsonschema(output: str) -> Iterable[str]:
    told = json.loads(output)
    return [error["filename"] for error in (*told["errors"], *told.get("parse_errors", ()))]


def _of_spectral(output: str) -> Iterable[str]:
    return [f"governance/{entry['source'].split('/governance/')[1]}" for entry in json.loads(output)]


def _of_ajv(output: str) -> Iterable[str]:
    return [line.removesuffix(" invalid") for line in output.splitlines() if line.endswith(" invalid")]


def _files(folder: Path) -> list[str]:
    return [os.fspath(path.relative_to(folder)) for path in record_files(folder)]


PEERS = (
    Peer(
        "yamllint",
        _python("yamllint"),
        lambda: _said([_python("yamllint"), "--version"]),
        lambda copies: copies.corpus,
        lambda _: [str(_python("yamllint")), "-c", str(RECIPES / "yamllint.yaml"), "-f", "parsable", "governance"],
        lambda output: [line.split(":")[0] for line in output.splitlines()],
    ),
    Peer(
        "check-jsonschema",
        _python("check-jsonschema"),
        lambda: _said([_python("check-jsonschema"), "--version"]),
        lambda copies: copies.single,
        lambda folder: [
            *(str(_python("check-jsonschema")), "--schemafile", str(SCHEMA), "-o", "json"),
            *_files(folder),
        ],
        _of_check_jsonschema,
    ),
    Peer(
        "Spectral",
        _node("spectral"),
        lambda: _packaged("@stoplight/spectral-cli"),
        lambda copies: copies.single,
        lambda _: [
            *(str(_node("spectral")), "lint", "-r", str(RECIPES / "spectral.yaml"), "--ignore-unknown-format"),
            *("--quiet", "-f", "json", "governance/**/*.yaml"),
        ],
        _of_spectral,
    ),
    Peer(
        "ajv-cli",
        _node("ajv"),
        lambda: _packaged("ajv-cli"),
        lambda copies: copies.parsable,
        lambda _: [
            *(str(_node("ajv")), "validate", "-s", str(SCHEMA), "-c", "ajv-formats", "--strict=false"),
            *("--errors=line", "-d", "governance/**/*.yaml"),
        ],
        _of_ajv,
        stops_at_what_is_no_yaml=True,
        tells_on_both=True,
    ),
)


if __name__ == "__main__":
    for problem in install():
        print(problem, file=sys.stderr)
    for peer in PEERS:
        print(f"{peer.name} {peer.version() if peer.installed else 'is not installed'}")
