"""What the documentation says to type works, and shows what the documentation shows."""

import re
import shlex
import shutil
from pathlib import Path

import click
import pytest
from sample_history import build

from aimslint.cli.program import program
from tests.cli.running import AS_OF, run
from tests.docs.pages import TOP, blocks, commands, hand_written, pattern, start_of

PAGES = hand_written()
ELSEWHERE = ("pip install .", "cd sample-repo")


def follow(page: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Do what a page says, in `folder`. Gives what went otherwise."""
    start = start_of(page)
    if start is not None and start[1] is not None:
        build(folder, TOP / start[0]).git.checkout("--quiet", start[1])
    elif start is not None:
        shutil.copytree(TOP / start[0], folder, dirs_exist_ok=True)
    monkeypatch.chdir(folder)
    wrong = []
    last = 0
    for block in blocks(page):
        if block.path is not None:
            file = folder / block.path
            file.parent.mkdir(parents=True, exist_ok=True)
            before = file.read_text("utf-8") if block.adds else ""
            file.write_text(before + block.text, encoding="utf-8")
        if not block.runs:
            continue
        for command in commands(block):
            words = shlex.split(command.text, comments=True)
            if command.text == "echo $?":
                output = f"{last}\n"
            elif words[:1] == ["aimslint"]:
                result = run(*words[1:], env={"AIMSLINT_AS_OF": AS_OF})
                last, output = result.exit_code, result.output
                if last == 2 and not command.shown:
                    wrong.append(f"{page}:{command.line}: {command.text}: could not do its work: {output}")
            elif " ".join(words) in ELSEWHERE:
                continue
            else:
                wrong.append(f"{page}:{command.line}: this test cannot run `{command.text}`")
                continue
            if command.shown and not pattern(command.shown).fullmatch(output):
                wrong.append(f"{page}:{command.line}: `{command.text}` shows\n{output}")
    return wrong


@pytest.mark.parametrize("page", [page for page in PAGES if any(block.runs for block in blocks(page))])
def test_a_page_can_be_followed(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert follow(page, tmp_path, monkeypatch) == []


@pytest.mark.parametrize("page", PAGES)
def test_every_command_named_exists_with_its_options(page: str) -> None:
    """Also of commands that are quoted but not run, in console blocks and in running text."""
    named = [command.text for block in blocks(page) if block.language == "console" for command in commands(block)]
    named += re.findall(r"`(aimslint [a-z][a-z-]*[^`\n]*)`", (TOP / page).read_text("utf-8"))
    wrong = [text for text in named if text.startswith("aimslint") and not is_known(shlex.split(text, comments=True))]
    wrong += [text for text in named if text.startswith("make ") and not is_target(text.split()[1])]
    assert wrong == []


def is_known(words: list[str]) -> bool:
    command = program.get_command(click.Context(program), words[1])
    if command is None:
        return False
    options = {option for parameter in command.params for option in parameter.opts + parameter.secondary_opts}
    return all(word.split("=")[0] in options | {"--help", "-h"} for word in words[2:] if word.startswith("-"))


def is_target(name: str) -> bool:
    return re.search(rf"^{re.escape(name)}:", (TOP / "Makefile").read_text("utf-8"), re.MULTILINE) is not None


def test_what_is_shown_in_the_readme_is_what_is_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first record of README.md and the finding quoted above it."""
    found = list(blocks("README.md"))
    record = next(block for block in found if block.path == "governance/systems/ranking.yaml")
    quoted = next(block.text for block in found if block.language == "text" and "error[" in block.text)
    file = tmp_path / "governance/systems/ranking.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(record.text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    output = run("check", "--output-format", "concise", env={"AIMSLINT_AS_OF": AS_OF}).output
    assert quoted.strip() in output.splitlines()


def test_a_wrong_page_would_be_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "page.md"
    page.write_text("<!-- run -->\n```console\n$ aimslint version\nnot this\n```\n", encoding="utf-8")
    assert len(follow(str(page), tmp_path, monkeypatch)) == 1
    page.write_text("<!-- run -->\n```console\n$ aimslint version\n…\n```\n", encoding="utf-8")
    assert follow(str(page), tmp_path, monkeypatch) == []
    assert not is_known(["aimslint", "check", "--no-such-option"])
    assert not is_known(["aimslint", "no-such-command"])
