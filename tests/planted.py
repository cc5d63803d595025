"""A repository in which programs are named wherever git takes one, and files lie that Python would run.

Each of them writes a canary, so that a test can see whether one ran.
"""

import sys
from pathlib import Path

from tests.repositories import git, make_repository, write_files

SIGNED = b"""tree %s
author Ada Example <ada@example.org> 1768478400 +0000
committer Ada Example <ada@example.org> 1768478400 +0000
gpgsig -----BEGIN PGP SIGNATURE-----
\x20
 aGVsbG8=
 -----END PGP SIGNATURE-----

Signed
"""

ATTRIBUTES = "*.yaml filter=x diff=x merge=x\n"
HOOKS = ("post-index-change", "fsmonitor-watchman", "pre-commit", "reference-transaction", "post-checkout", "pre-push")


def plant_in_git(top: Path, script: Path) -> None:
    """Name `script` in the configuration and the hooks of a repository, in every way that git knows."""
    for hook in HOOKS:
        (top / ".git/hooks" / hook).parent.mkdir(exist_ok=True)
        (top / ".git/hooks" / hook).symlink_to(script)
    for key, value in {
        "core.fsmonitor": str(script),
        "core.pager": str(script),
        "pager.log": str(script),
        "pager.ls-files": str(script),
        "core.hooksPath": str(top / ".git/hooks"),
        "core.sshCommand": str(script),
        "core.askPass": str(script),
        "credential.helper": str(script),
        "diff.external": str(script),
        "diff.x.textconv": str(script),
        "diff.x.command": str(script),
        "filter.x.clean": str(script),
        "filter.x.smudge": str(script),
        "filter.x.process": str(script),
        "filter.x.required": "true",
        "diff.x.cachetextconv": "true",
        "diff.tool": "x",
        "difftool.x.cmd": str(script),
        "merge.x.driver": str(script),
        "core.editor": str(script),
        "core.alternateRefsCommand": str(script),
        "core.gitProxy": str(script),
        "sequence.editor": str(script),
        "uploadpack.packObjectsHook": str(script),
        "trailer.x.key": "Co-authored-by: ",
        "trailer.x.command": str(script),
        "trailer.x.cmd": str(script),
        "trailer.x.ifExists": "add",
        "gpg.program": str(script),
        "gpg.ssh.program": str(script),
        "gpg.ssh.defaultKeyCommand": str(script),
        "gpg.x509.program": str(script),
        "log.showSignature": "true",
        "alias.ls-files": f"!{script}",
        "alias.log": f"!{script}",
        "alias.rev-parse": f"!{script}",
        "alias.cat-file": f"!{script}",
        "alias.check-mailmap": f"!{script}",
        "protocol.ext.allow": "always",
        "includeIf.gitdir:**.path": "planted-configuration",
        "include.path": "planted-configuration",
        "remote.origin.url": str(top),
        "remote.origin.promisor": "true",
        "remote.origin.uploadpack": str(script),
        "extensions.partialClone": "origin",
        "core.repositoryFormatVersion": "1",
    }.items():
        git(top, "config", key, value)
    planted = f"[core]\n fsmonitor = {script}\n pager = {script}\n[log]\n showSignature = true\n"
    (top / ".git/planted-configuration").write_text(planted)


def commit_signed(top: Path) -> None:
    """Let HEAD be a commit with a signature, which git may want to check."""
    tree = git(top, "rev-parse", "HEAD^{tree}").strip()
    signed = git(top, "hash-object", "-t", "commit", "-w", "--stdin", stdin=SIGNED % tree).decode().strip()
    git(top, "update-ref", "HEAD", signed)


def script_that_writes(canary: Path, script: Path) -> Path:
    """A program that notes how it was called, and ends once nobody has more to say to it, or after a second."""
    script.write_text(f'#!/bin/sh\necho "$0 $*" >> {canary}\ntimeout 1 cat\nexit 0\n')
    script.chmod(0o755)
    return script


def trap(tmp_path: Path) -> tuple[Path, Path]:
    """A repository whose configuration names a program wherever git takes one, and the file that they write."""
    canary = tmp_path / "canary"
    script = script_that_writes(canary, tmp_path / "script.sh")
    top = make_repository(tmp_path / "repo", {"governance/a.yaml": "a\n", ".gitattributes": ATTRIBUTES})
    commit_signed(top)
    plant_in_git(top, script)
    canary.unlink(missing_ok=True)
    return top, canary


def plant_python(folder: Path, canary: Path, names: list[str]) -> None:
    """Modules of these names that note when they are run."""
    text = f"with open({str(canary)!r}, 'a') as file:\n    file.write(__name__ + '\\n')\n"
    write_files(folder, {f"{name.replace('.', '/')}.py": text for name in names})


LIBRARIES = ["yaml", "click", "git", "pydantic", "jsonschema", "ruamel.yaml", "_yaml", "colorama", "typing_extensions"]
STARTERS = ["sitecustomize", "usercustomize", "conftest", "setup", "noxfile", "plugins.evil", "checks.evil"]
STANDARD = sorted(name for name in sys.stdlib_module_names if name not in sys.builtin_module_names)
"""Modules of Python itself that come from files."""
