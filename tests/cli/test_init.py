import errno
import json
import os
import shlex
from pathlib import Path

import jsonschema
import pytest
from click.testing import Result

from tests.cli.running import AS_OF, check, run, write
from tests.cli.test_new import content
from tests.repositories import commit, git, make_repository

FIVE = (
    "governance/scope.yaml",
    "governance/ai-policy.yaml",
    "governance/roles.yaml",
    "governance/systems/chat.yaml",
    "governance/systems/price-forecast.yaml",
)
EDITORS = (".aimslint/aimslint.schema.json", ".aimslint/record.schema.json", ".vscode/settings.json")
TWO = ("--system", "Chat:pilot:head-of-sales", "--system", "Price forecast:development:Data lead")


def init(*arguments: str, typed: str | None = None) -> Result:
    return run("init", *arguments, env={"AIMSLINT_AS_OF": AS_OF}, typed=typed)


def findings(*arguments: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(check("--output-format", "json", *arguments).stdout)["findings"]
    return found


@pytest.fixture
def repository(here: Path) -> Path:
    return make_repository(here, {"README.md": "Ours\n"})


def test_a_fresh_start_is_a_sound_management_system_with_few_findings(repository: Path) -> None:
    result = init("--organisation", "Fjord Travel", "--role", "provider,user", *TWO)
    assert result.exit_code == 0
    assert content(repository).keys() == {"README.md", "aimslint.yaml", *FIVE, *EDITORS}
    found = findings()
    assert 0 < len(found) < 10
    assert {one["rule"] for one in found} == {"deployed-without-aiia", "system-no-intended-use"}
    assert f"5 records; {len(found)} findings to answer first." in result.output
    later = findings("--phase", "surveillance")
    rules = {str(one["rule"]) for one in later}
    assert not rules & {"broken-ref", "owner-not-a-role", "bad-enum-value", "wrong-type", "unknown-field", "bad-key"}
    text = (repository / "governance/systems/chat.yaml").read_text()
    for line in ("name: Chat", "owner: head-of-sales", "lifecycle_stage: pilot", "organisation_role: [provider, user]"):
        assert line in text.splitlines()
    assert "title: Data lead" in (repository / "governance/roles.yaml").read_text()


def test_without_any_answer_it_starts_all_the_same(repository: Path) -> None:
    result = init("--yes")
    assert result.exit_code == 0
    assert "`aimslint new ai_system ID`" in result.output
    assert content(repository).keys() == {"README.md", "aimslint.yaml", *FIVE[:3], *EDITORS}
    assert [one["rule"] for one in findings()] == ["empty-inventory"]


def test_editors_find_the_schemas_and_object_to_nothing(repository: Path) -> None:
    init(*TWO)
    from aimslint.loading import load_file

    settings = json.loads((repository / ".vscode/settings.json").read_text())["yaml.schemas"]
    assert settings.keys() == {".aimslint/record.schema.json", ".aimslint/aimslint.schema.json"}
    for path in ("aimslint.yaml", *FIVE):
        file = repository / path
        first = file.read_text().splitlines()[0].removeprefix("# yaml-language-server: $schema=")
        schema = json.loads((file.parent / first).read_text())
        data = load_file(path, file.read_bytes()).documents[0].data
        assert list(jsonschema.Draft7Validator(schema).iter_errors(data)) == []


def test_without_editors_nothing_names_a_schema(repository: Path) -> None:
    init("--no-editor", *TWO)
    assert content(repository).keys() == {"README.md", "aimslint.yaml", *FIVE}
    assert not any(b"$schema" in text for text in content(repository).values())


def test_a_second_time_nothing_changes(repository: Path) -> None:
    init("--hook", "--workflow", "github", *TWO)
    before = content(repository)
    result = init("--hook", "--workflow", "github", *TWO)
    assert result.exit_code == 0
    assert content(repository) == before
    assert "wrote" not in result.output
    for path in FIVE:
        assert f"there already: {path}" in result.output


def test_what_is_there_stays_and_is_told(repository: Path) -> None:
    mine = {
        "governance/org/our-scope.yaml": "kind: scope\nid: ours\nowner: boss\n",
        "governance/org/people.yaml": "kind: roles\nid: p\nroles: [{id: boss, title: Boss, top_management: true}]\n",
        "governance/ai-policy.yaml": "kind: procedure\nid: something-else\n",
        ".vscode/settings.json": '{"editor.tabSize": 2}\n',
        ".pre-commit-config.yaml": "repos: []  # ours\n",
        ".gitignore": "/governance/systems/\n",
        "governance/systems/chat.yaml": "not read\n",
    }
    write(repository, mine)
    result = init("--hook", *TWO)
    assert result.exit_code == 0
    after = content(repository)
    assert {path: after[path].decode() for path in mine} == mine
    assert "there already: governance/org/our-scope.yaml" in result.output
    assert "there already: governance/org/people.yaml" in result.output
    assert "left as it is: governance/systems/chat.yaml" in result.output
    assert "left as it is: .vscode/settings.json" in result.output
    assert '"yaml.schemas": {' in result.output
    assert "left as it is: .pre-commit-config.yaml" in result.output
    assert "entry: aimslint check --staged" in result.output
    assert "governance/roles.yaml" not in after
    assert "owner: data-lead" in after["governance/systems/price-forecast.yaml"].decode()
    assert "`data-lead` is no role yet: `aimslint new role data-lead`" in result.output


def test_dry_run_shows_everything_and_writes_nothing(repository: Path) -> None:
    result = init("--dry-run", "--hook", "--workflow", "github", *TWO)
    assert result.exit_code == 0
    for path in ("aimslint.yaml", *FIVE, *EDITORS, ".pre-commit-config.yaml", ".github/workflows/aimslint.yml"):
        assert f"+++ {path}" in result.output.splitlines()
    assert content(repository).keys() == {"README.md"}


def test_a_folder_of_a_repository_becomes_the_root(repository: Path) -> None:
    (repository / "products/chat").mkdir(parents=True)
    result = init("products/chat", "--hook", "--workflow", "gitlab", *TWO)
    assert result.exit_code == 0
    found = content(repository).keys()
    assert {f"products/chat/{path}" for path in ("aimslint.yaml", *FIVE, *EDITORS[:2])} <= found
    assert ".vscode/settings.json" in found
    settings = json.loads((repository / ".vscode/settings.json").read_text())["yaml.schemas"]
    assert settings["products/chat/.aimslint/aimslint.schema.json"] == ["products/chat/aimslint.yaml"]
    assert (
        "entry: aimslint check --staged --since HEAD products/chat"
        in (repository / ".pre-commit-config.yaml").read_text()
    )
    assert "Next: `aimslint check products/chat`" in result.output
    assert "AIMS_ROOT: products/chat" in result.output
    assert 0 < len(findings("products/chat")) < 10


def test_below_another_management_system_it_says_so(repository: Path) -> None:
    init("--yes")
    (repository / "part").mkdir()
    result = init("part", "--yes")
    assert "note: . is the root of a management system; what lies in part leaves it" in result.output
    assert (repository / "part/aimslint.yaml").is_file()


def test_who_has_errors_and_a_hook_learns_the_way_out(repository: Path) -> None:
    said = "`aimslint baseline` sets aside what is there today"
    assert said not in init("--dry-run", "--hook", *TWO).output
    assert said in init("--hook", *TWO).output
    assert said not in init("--yes").output


def test_the_hook_stops_a_commit_that_breaks_a_record(repository: Path) -> None:
    """What the entry runs, on what is staged."""
    import yaml

    init("--hook", "--system", "Chat:development:lead")
    commit(repository, "Begin")
    (repo,) = yaml.safe_load((repository / ".pre-commit-config.yaml").read_text())["repos"]
    entry = shlex.split(repo["hooks"][0]["entry"])[1:]
    assert run(*entry).exit_code == 0
    write(repository, {"governance/systems/chat.yaml": "kind: ai_system\nid: chat\nowner: nobody\n"})
    git(repository, "add", "--all")
    assert run(*entry).exit_code == 1


def test_what_is_written_for_servers_is_valid(repository: Path) -> None:
    import yaml

    init("--hook", "--workflow", "github", "--install", "git+https://example.org/aimslint@abc#egg: x")
    workflow = yaml.safe_load((repository / ".github/workflows/aimslint.yml").read_text())
    steps = workflow["jobs"]["check"]["steps"]
    assert steps[2]["env"]["AIMSLINT"] == "git+https://example.org/aimslint@abc#egg: x"
    assert all(
        "@" not in step.get("uses", "@") or len(step["uses"].split("@")[1]) == 40 for step in steps if "uses" in step
    )
    assert not any("${{" in step.get("run", "") for step in steps)
    (repo,) = yaml.safe_load((repository / ".pre-commit-config.yaml").read_text())["repos"]
    assert repo["hooks"][0]["entry"] == "aimslint check --staged --since HEAD"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nowhere",), "there is no such folder"),
        (("--role", "providr"), "did you mean `provider`"),
        (("--system", "Chat:deployd"), "did you mean `deployed`"),
        (("--system", "::"), "NAME[:STAGE[:OWNER]]"),
        (("--system", "a:idea:b:c"), "NAME[:STAGE[:OWNER]]"),
        (("--system", "a:idea:--"), "cannot name a role"),
        (("--organisation", "x\x1b[31m"), "nothing that does not print"),
        (("--organisation", "x\nversion: 2"), "nothing that does not print"),
    ],
)
def test_wrong_answers_are_told_before_anything_is_written(
    repository: Path, arguments: tuple[str, ...], said: str
) -> None:
    result = init(*arguments)
    assert result.exit_code == 2
    assert said in result.output
    assert "\x1b" not in result.output
    assert content(repository).keys() == {"README.md"}


def test_a_wrong_configuration_is_told_and_nothing_is_written(repository: Path) -> None:
    write(repository, {"aimslint.yaml": "version: 1\nphse: x\n"})
    result = init("--yes")
    assert result.exit_code == 2
    assert "aimslint.yaml:2" in result.output
    assert content(repository).keys() == {"README.md", "aimslint.yaml"}


@pytest.mark.parametrize("arguments", [["init", "--quiet"], ["init", "--quiet", "--bare", "."]], ids=["own", "bare"])
def test_where_git_keeps_the_repository_nothing_is_written(
    here: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    git(here, *arguments)
    if (here / ".git").exists():
        monkeypatch.chdir(here / ".git")
    before = sorted(here.rglob("*"))
    result = run("init", "--as-of", AS_OF, "--yes")
    assert result.exit_code == 2
    assert "begin in a folder of its work tree" in result.stderr
    assert sorted(here.rglob("*")) == before


@pytest.mark.parametrize("link", ["aimslint.yaml", "governance", ".vscode"])
def test_links_are_not_followed(repository: Path, tmp_path: Path, link: str) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    target = outside / "new" if link == "aimslint.yaml" else outside
    (repository / link).symlink_to(target)
    result = init("--yes")
    assert ("a symbolic link leads out" if link == "aimslint.yaml" else "is a link") in result.output
    assert os.listdir(outside) == []


def test_a_full_disk_is_told_with_what_was_written(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    true = os.write
    seen = 0

    def full(file: int, content: bytes) -> int:
        nonlocal seen
        seen += 1
        if seen > 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        return true(file, content)

    monkeypatch.setattr(os, "write", full)
    result = init("--yes")
    monkeypatch.undo()
    assert result.exit_code == 2
    assert "the disk is full" in result.output
    assert "written before it, and whole: aimslint.yaml, governance/scope.yaml" in result.output
    assert content(repository).keys() == {"README.md", "aimslint.yaml", "governance/scope.yaml"}
    assert (repository / "aimslint.yaml").read_text().startswith("# yaml-language-server")


def test_on_a_terminal_it_asks(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aimslint.cli.commands.init.on_terminal", lambda: True)
    typed = "Fjord Travel\nprovidr\nprovider, user\nChat\ndeploid\ndeployed\nhead-of-sales\n--\nPlan\n\n\n\n"
    result = init(typed=typed)
    assert result.exit_code == 0, result.output
    assert "did you mean `provider`?" in result.output
    assert "did you mean `deployed`?" in result.output
    assert "A name needs a letter or a digit." in result.output
    chat = (repository / "governance/systems/chat.yaml").read_text().splitlines()
    plan = (repository / "governance/systems/plan.yaml").read_text().splitlines()
    assert "lifecycle_stage: deployed" in chat
    assert "organisation_role: [provider, user]" in chat
    assert "lifecycle_stage:" in plan
    assert "owner: top-management" in plan
    assert "title: AI policy of Fjord Travel" in (repository / "governance/ai-policy.yaml").read_text()


def test_whoever_leaves_in_the_middle_of_the_questions_leaves_nothing(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aimslint.cli.commands.init.on_terminal", lambda: True)
    result = init(typed="Fjord Travel\nuser\nChat\n")
    assert result.exit_code == 2
    assert "interrupted" in result.output
    assert content(repository).keys() == {"README.md"}


def test_ctrl_c_while_writing_leaves_whole_files_only(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = {}
    init("--yes")
    whole = content(repository)
    git(repository, "clean", "-fdxq")
    true = os.fsync
    seen = 0

    def interrupted(file: int) -> None:
        nonlocal seen
        seen += 1
        if seen > 6:
            raise KeyboardInterrupt
        true(file)

    monkeypatch.setattr(os, "fsync", interrupted)
    result = init("--yes")
    monkeypatch.undo()
    assert result.exit_code == 2
    assert "interrupted" in result.output
    left = content(repository)
    assert 1 < len(left) < len(whole)
    assert all(whole[path] == text for path, text in left.items())


def test_names_in_any_script_become_ids(repository: Path) -> None:
    result = init("--system", "Übersetzer (DE/EN)", "--system", "予測:idea", "--system", "übersetzer de en")
    assert result.exit_code == 0
    assert sorted(os.listdir(repository / "governance/systems")) == ["übersetzer-de-en.yaml", "予測.yaml"]
    assert {one["rule"] for one in findings()} <= {"system-no-intended-use", "system-no-stage", "system-no-role"}


def test_outside_of_a_repository_it_works_too(here: Path) -> None:
    assert init(*TWO).exit_code == 0
    assert (here / "aimslint.yaml").is_file()
    assert 0 < len(findings()) < 10
