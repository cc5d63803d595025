"""Nothing outside of the repository is looked at: whatever stands there, the outcome is the same."""

import os
import sys
from pathlib import Path

import pytest

from tests.cli.running import BROKEN, PLAN, check, write
from tests.repositories import commit, git, make_repository

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links and pipes are made as on POSIX")

OUTSIDE = {
    "outside/system.yaml": "kind: ai_system\nid: secret-system\nname: Secret\n",
    "outside/schema.json": '{"type": "object", "properties": {"secret": {"type": "string"}}}',
    "outside/rules/rule.yaml": "name: acme/secret\ncode: ACME001\n",
    "outside/report.pdf": "secret",
    "outside/.mailmap": "Secret <secret@example.org> <ada@example.org>\n",
}
EVIDENCE = "kind: ai_system\nid: other\nname: Other\nevidence:\n" + "".join(
    f'  - path: "{path}"\n'
    for path in (
        "../outside/report.pdf",
        "/../outside/report.pdf",
        "TOP/outside/report.pdf",
        "file://TOP/outside/report.pdf",
        "governance/../../outside/report.pdf",
        "links/report.pdf",
        "link.pdf",
        "pipe",
    )
)
PLACES = {
    "records": {"governance/systems/other.yaml": EVIDENCE},
    "include": {"aimslint.yaml": 'version: 1\ninclude: ["../outside/**", "links/**", "/../**", "governance/**"]\n'},
    "extensions": {"aimslint.yaml": "version: 1\nextensions: {vehicle: ../outside/schema.json}\n"},
    "linked-extension": {"aimslint.yaml": "version: 1\nextensions: {vehicle: links/schema.json}\n"},
    "rule-folders": {"aimslint.yaml": "version: 1\nrule_folders: [../outside/rules]\n"},
    "linked-rule-folder": {"aimslint.yaml": "version: 1\nrule_folders: [links/rules]\n"},
    "code": {
        "governance/systems/plan.yaml": PLAN + "code: {paths: [../outside/**, /../outside/**, links/**], "
        "watch: [../outside/report.pdf, link.pdf]}\n"
    },
}
LINKS = {
    "links": "../outside",
    "link.pdf": "../outside/report.pdf",
    "governance/linked.yaml": "../../outside/system.yaml",
    "governance/absolute.yaml": "TOP/outside/system.yaml",
    "governance/device.yaml": "/dev/zero",
    "governance/process.yaml": "/proc/self/environ",
    "governance/round.yaml": "round.yaml",
    "governance/folder": "../../outside",
    ".mailmap": "../outside/.mailmap",
}


def _project(top: Path, files: dict[str, str]) -> Path:
    root = make_repository(top / "repo")
    filled = {path: text.replace("TOP", str(top)) for path, text in (BROKEN | files).items()}
    write(root, filled)
    for name, target in LINKS.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).symlink_to(target.replace("TOP", str(top)))
    commit(root, "First")
    os.mkfifo(root / "pipe")
    os.mkfifo(root / "governance/pipe.yaml")
    return root


@pytest.mark.parametrize("files", PLACES.values(), ids=PLACES)
def test_what_stands_outside_makes_no_difference(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: dict[str, str]
) -> None:
    root = _project(tmp_path, files)
    monkeypatch.chdir(root)
    options = ("--output-format", "json", "--no-cache", "--phase", "surveillance")
    without = check(*options)
    write(tmp_path, OUTSIDE)
    assert (tmp_path / "repo/links/system.yaml").exists()
    with_ = check(*options)
    assert (with_.exit_code, with_.stdout, with_.stderr) == (without.exit_code, without.stdout, without.stderr)
    assert "secret" not in with_.stdout.replace(str(tmp_path), "").replace("test_what_stands", "").lower()
    assert "bug in aimslint" not in with_.stderr
    if files is PLACES["records"]:
        missing = [line for line in with_.stdout.splitlines() if '"rule": "missing-evidence-file"' in line]
        assert len(missing) == EVIDENCE.count("path:") - 1  # the pipe is there, whatever it is


@pytest.mark.parametrize("name", ["aimslint.yaml", "aimslint-baseline.json"])
def test_settings_that_are_a_link_out_are_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    write(tmp_path, {"outside/settings": "secret: [\n"})
    root = make_repository(tmp_path / "repo", BROKEN)
    (root / name).unlink(missing_ok=True)
    (root / name).symlink_to("../outside/settings")
    git(root, "add", "--all")
    monkeypatch.chdir(root)
    result = check()
    assert result.exit_code == 2
    assert "leads out of the repository" in result.stderr
    assert "secret" not in result.stderr


def test_a_name_in_other_letters_is_another_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the file system takes both for one: a check must say the same on every machine."""
    evidence = "evidence: [{path: governance/ROLES.yaml}]\n"
    monkeypatch.chdir(make_repository(tmp_path / "repo", BROKEN | {"governance/systems/plan.yaml": PLAN + evidence}))
    result = check("--phase", "surveillance", "--select", "missing-evidence-file")
    assert "governance/roles.yaml exists" in result.stdout, result.stdout


def test_settings_above_where_anybody_may_write_do_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in /tmp, where another user of the machine could decide what is read."""
    write(tmp_path, {"shared/aimslint.yaml": "version: 1\nphase: surveillance\n"})
    (tmp_path / "shared").chmod(0o1777)
    own = write(tmp_path / "shared/mine", {path: text for path, text in BROKEN.items() if path != "aimslint.yaml"})
    monkeypatch.chdir(own)
    assert "there is no aimslint.yaml" in check().stdout
    (tmp_path / "shared").chmod(0o755)
    assert "there is no aimslint.yaml" not in check().stdout
