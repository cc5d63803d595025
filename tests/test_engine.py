"""From files to findings: bad input is a finding at its line, the other records are checked, nothing is raised."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aimslint.config import Config, ConfigError
from aimslint.engine import check, config_of, read, record_paths, rulebook_of
from aimslint.model import Finding
from aimslint.report import Report
from aimslint.rulebook import Rulebook, RuleError
from aimslint.trees import MemoryTree, WorkingTree
from tests.records.build import world
from tests.repositories import make_repository, write_files

AS_OF = date(2026, 11, 20)
# Another record, with a fault of its own: it must be found whatever stands beside it.
OTHER = "kind: evaluation\nid: other\nsystem: nowhere-at-all\n"
OTHER_FINDING = ("governance/zz-other.yaml", 3, "broken-ref")


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return _rulebook()


def lines(report: Report) -> list[tuple[str, int, str]]:
    return [(finding.location.path, finding.location.line, finding.rule) for finding in report.findings]


SYSTEM = "kind: ai_system\nid: chat\n"
MERGE = "kind: ai_system\nid: chat\n<<<<<<< HEAD\nname: Chat\n=======\nname: Chatbot\n>>>>>>> other\n"
ALIASES = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 10)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)

# What a file may hold; the line at which it must be told, and by which rule.
TEXTS: dict[str, tuple[str | bytes, int, str]] = {
    "not UTF-8": (SYSTEM.encode() + b"name: caf\xe9\n", 3, "not-utf-8"),
    "UTF-16": (SYSTEM.encode("utf-16"), 1, "not-utf-8"),
    "empty": ("", 1, "empty-file"),
    "only comments": ("# nothing yet\n", 1, "empty-file"),
    "a tab": (SYSTEM + "oversight:\n\tlevel: in_the_loop\n", 4, "not-yaml"),
    "an unclosed quote": (SYSTEM + 'name: "Chat\npurpose: x\n', 3, "not-yaml"),
    "an unclosed bracket": (SYSTEM + "users: [a, b\nname: x\n", 4, "not-yaml"),
    "an alias bomb": (ALIASES, 5, "alias-bomb"),
    "many brackets": ("kind: ai_system\nid: chat\nusers: " + "[" * 200_000, 3, "too-deep"),
    "many braces": ("{a: " * 200_000, 1, "too-deep"),
    "conflict markers": (MERGE, 3, "conflict-markers"),
    "an unknown kind": ("kind: ai_sytem\nid: chat\n", 1, "unknown-kind"),
    "no kind": ("id: chat\nname: Chat\n", 1, "missing-kind"),
    "a list": ("- kind: ai_system\n- id: chat\n", 1, "not-a-record"),
    "a text": ("just a text\n", 1, "not-a-record"),
    "a list where a map belongs": (SYSTEM + "oversight:\n  - in_the_loop\n", 3, "wrong-type"),
    "a map where a list belongs": (SYSTEM + "users:\n  a: b\n", 3, "wrong-type"),
    "NaN": ("kind: model_card\nid: c\nmetrics:\n  - {name: auc, value: .nan}\n", 4, "special-number"),
    "a long number": (
        f"kind: model_card\nid: c\nmetrics:\n  - name: auc\n    value: {'9' * 5000}\n",
        5,
        "special-number",
    ),
    "no such day": (SYSTEM + "last_reviewed: 2026-02-30\n", 3, "bad-date"),
    "Windows separators": (SYSTEM + "evidence:\n  - path: docs\\chat.md\n", 4, "bad-path"),
    "a key twice": (SYSTEM + "name: a\nname: b\n", 4, "duplicate-key"),
    "a merge key": (SYSTEM + "<<: {name: x}\n", 3, "merge-key"),
    "a foreign tag": (SYSTEM + "name: !!python/object/apply:os.system [ls]\n", 3, "bad-tag"),
    "a control character": (SYSTEM + "name: a\x07b\n", 3, "control-character"),
    "a NUL": (SYSTEM.encode() + b"name: \x00\n", 3, "control-character"),
    "an unknown alias": (SYSTEM + "name: *nobody\n", 3, "not-yaml"),
    "front matter that does not end": ("---\nkind: ai_system\nid: chat\n", 0, ""),
}


@pytest.mark.parametrize("name", TEXTS)
def test_bad_text_is_one_finding_at_its_line(name: str, rulebook: Rulebook) -> None:
    text, line, rule = TEXTS[name]
    tree = MemoryTree({"governance/bad.yaml": text, "governance/zz-other.yaml": OTHER})
    found = lines(check(tree, AS_OF, rulebook=rulebook))
    if rule:
        reading = {rule.name for rule in rulebook if rule.raised_by is not None}
        told = [finding for finding in found if finding[0] == "governance/bad.yaml" and finding[2] in reading]
        assert told == [("governance/bad.yaml", line, rule)]
    assert OTHER_FINDING in found or name == "not UTF-8"  # what it names may stand in the bytes that nobody can read


@pytest.mark.parametrize("name", TEXTS)
def test_findings_say_what_to_do(name: str, rulebook: Rulebook) -> None:
    report = check(MemoryTree({"governance/bad.yaml": TEXTS[name][0]}), AS_OF, rulebook=rulebook)
    for finding in report.findings:
        assert finding.message
        assert rulebook.rules[finding.rule].help
        assert finding.location.line >= 1
        assert finding.location.column >= 1


def test_an_id_used_twice_in_two_files(rulebook: Rulebook) -> None:
    tree = MemoryTree({"governance/a.yaml": SYSTEM, "governance/b.yaml": SYSTEM})
    (finding,) = [one for one in check(tree, AS_OF, rulebook=rulebook).findings if one.rule == "duplicate-id"]
    assert (finding.location.path, finding.location.line) == ("governance/b.yaml", 2)
    assert [(one.location.path, one.location.line) for one in finding.related] == [("governance/a.yaml", 2)]


class TestFileSystem:
    """What stands in a folder but is no readable file. Without a repository, and in one."""

    @pytest.fixture(params=["folder", "repository"])
    def top(self, request: pytest.FixtureRequest, tmp_path: Path) -> Path:
        files = {"governance/zz-other.yaml": OTHER, "aimslint.yaml": "version: 1\n"}
        if request.param == "repository":
            return make_repository(tmp_path / "top", files)
        write_files(tmp_path / "top", files)
        return tmp_path / "top"

    def test_what_is_no_file(self, top: Path, rulebook: Rulebook) -> None:
        governance = top / "governance"
        (governance / "folder.yaml").mkdir()
        (governance / "broken-link.yaml").symlink_to("nowhere.yaml")
        (governance / "round.yaml").symlink_to("round.yaml")
        outside = top.parent / "outside.yaml"
        outside.write_text("kind: ai_system\nid: nowhere-at-all\n")
        (governance / "outside.yaml").symlink_to(outside)
        os.mkfifo(governance / "pipe.yaml")
        report = check(WorkingTree.at(top), AS_OF, rulebook=rulebook)
        told = {path: rule for path, _, rule in lines(report) if rule == "unreadable-file"}
        names = ("broken-link", "folder", "outside", "pipe", "round")
        assert sorted(told) == [f"governance/{name}.yaml" for name in names]
        assert OTHER_FINDING in lines(report)
        messages = [finding.message for finding in report.findings if finding.rule == "unreadable-file"]
        assert len(set(messages)) == len(names)

    def test_a_socket(self, tmp_path: Path, rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
        write_files(tmp_path, {"governance/zz-other.yaml": OTHER})
        monkeypatch.chdir(tmp_path)  # the name of a socket may have 108 characters
        with socket.socket(socket.AF_UNIX) as plug:
            plug.bind("governance/plug.yaml")
            found = lines(check(WorkingTree.at(tmp_path), AS_OF, rulebook=rulebook))
        assert ("governance/plug.yaml", 1, "unreadable-file") in found
        assert OTHER_FINDING in found

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
    def test_a_file_that_may_not_be_read(self, top: Path, rulebook: Rulebook) -> None:
        write_files(top, {"governance/secret.yaml": SYSTEM})
        (top / "governance" / "secret.yaml").chmod(0)
        found = lines(check(WorkingTree.at(top), AS_OF, rulebook=rulebook))
        assert ("governance/secret.yaml", 1, "unreadable-file") in found
        assert OTHER_FINDING in found

    def test_a_hundred_megabytes(self, top: Path, rulebook: Rulebook) -> None:
        path = top / "governance" / "large.yaml"
        path.touch()
        os.truncate(path, 100 * 1024 * 1024)
        found = lines(check(WorkingTree.at(top), AS_OF, rulebook=rulebook))
        assert ("governance/large.yaml", 1, "too-large") in found
        assert OTHER_FINDING in found

    def test_names_that_no_report_can_print(self, top: Path, rulebook: Rulebook) -> None:
        (top / "governance" / "new\nline.yaml").write_text(SYSTEM)
        Path(os.fsdecode(os.fsencode(top) + b"/governance/caf\xe9.yaml")).write_text(SYSTEM)
        report = check(WorkingTree.at(top), AS_OF, rulebook=rulebook)
        assert "unreadable-file" in [finding.rule for finding in report.findings]
        assert OTHER_FINDING in lines(report)


@given(st.dictionaries(st.sampled_from(["a.yaml", "b.yml", "c.md", "sub/d.yaml"]), st.binary(max_size=200), min_size=1))
@settings(deadline=None, max_examples=60)
def test_any_bytes_are_a_finding_or_a_clean_result(files: dict[str, bytes]) -> None:
    aims = read(MemoryTree({f"governance/{path}": raw for path, raw in files.items()}), Config())
    assert all(problem.place.path in aims.tree.paths() for problem in aims.problems)


MANGLES: list[Callable[[str, Random], str]] = [
    lambda text, random: text.replace(":", "", 1),
    lambda text, random: "\n".join(random.sample(text.splitlines(), len(text.splitlines()))),
    lambda text, random: text[: random.randrange(len(text))],
    lambda text, random: text.replace("\n", "\r\n"),
    lambda text, random: text.replace('"', "", random.randrange(1, 20)),
    lambda text, random: text.replace("  ", " ", random.randrange(1, 20)),
    lambda text, random: text.replace("- ", "", random.randrange(1, 9)),
    lambda text, random: text.replace("-", "0", random.randrange(1, 20)),
]


@cache
def _rulebook() -> Rulebook:
    return rulebook_of(MemoryTree({}), Config(), "")


@given(st.integers(0, len(MANGLES) - 1), st.randoms(use_true_random=False), st.sampled_from(sorted(world())))
@settings(deadline=None, max_examples=40)
def test_a_mangled_record_is_checked_to_the_end(mangle: int, random: Random, path: str) -> None:
    """Records that are nearly right reach every check; none may stumble."""
    files = world()
    if files[path]:
        files = files | {path: MANGLES[mangle](files[path], random)}
    report = check(MemoryTree(files), AS_OF, rulebook=_rulebook())
    assert report.findings


class TestSameInSameOut:
    def test_the_order_of_files_does_not_matter(self, rulebook: Rulebook) -> None:
        files = world() | {"governance/extra.yaml": OTHER, "governance/dup.yaml": world()["governance/roles.yaml"]}
        first = check(MemoryTree(files), AS_OF, rulebook=rulebook).findings
        names = list(files)
        for seed in (1, 2):
            Random(seed).shuffle(names)
            shuffled = MemoryTree({name: files[name] for name in names})
            assert check(shuffled, AS_OF, rulebook=rulebook).findings == first

    def test_findings_are_in_the_order_of_files_and_lines(self, rulebook: Rulebook) -> None:
        found = lines(check(MemoryTree(world() | {"governance/extra.yaml": OTHER}), AS_OF, rulebook=rulebook))
        assert [place[:2] for place in found] == sorted(place[:2] for place in found)

    def test_the_seed_of_hashes_does_not_matter(self, tmp_path: Path) -> None:
        write_files(
            tmp_path, world() | {"governance/extra.yaml": OTHER, "governance/bad.yaml": TEXTS["a key twice"][0]}
        )
        program = (
            "from datetime import date; from pathlib import Path\n"
            "from aimslint.engine import check; from aimslint.trees import WorkingTree\n"
            f"report = check(WorkingTree.at(Path({str(tmp_path)!r})), date(2026, 11, 20))\n"
            "print(*report.findings, report.skipped, report.tallies, sep='\\n')"
        )
        outputs = {
            subprocess.run(
                [sys.executable, "-c", program],
                env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
                capture_output=True,
                check=True,
            ).stdout
            for seed in ("0", "1", "12345")
        }
        assert len(outputs) == 1
        assert outputs.pop().count(b"\n") > 10

    def test_checking_twice_is_the_same(self, rulebook: Rulebook) -> None:
        tree = MemoryTree(world())
        first, second = (check(tree, AS_OF, rulebook=rulebook) for _ in range(2))
        assert (first.findings, first.skipped, first.tallies) == (second.findings, second.skipped, second.tallies)


def fingerprints(files: dict[str, str], rulebook: Rulebook) -> list[str]:
    return sorted(finding.fingerprint for finding in check(MemoryTree(files), AS_OF, rulebook=rulebook).findings)


class TestFingerprints:
    RISKS = """kind: risk_register
id: risks
risks:
  - id: R1
    systems: [nowhere-a]
    evidence:
      - {description: an interview, date: 2026-02-30}
      - {date: 2026-02-31, description: a test}
  - {id: R2, systems: [nowhere-b], controls: [A.99.1, A.5.3]}
"""
    SAME: ClassVar = {
        "lines above": "# A comment\n\n\n" + RISKS,
        "flow style": """{kind: risk_register, id: risks, risks: [{id: R1, systems: [nowhere-a], evidence: [
            {description: an interview, date: 2026-02-30}, {date: 2026-02-31, description: a test}]},
            {id: R2, systems: [nowhere-b], controls: [A.99.1, A.5.3]}]}""",
        "entries in another order": """kind: risk_register
id: risks
risks:
  - {id: R2, systems: [nowhere-b], controls: [A.5.3, A.99.1]}
  - id: R1
    evidence:
      - {description: a test, date: 2026-02-31}
      - {description: an interview, date: 2026-02-30}
    systems: [nowhere-a]
""",
        "quotes": RISKS.replace("nowhere-a", '"nowhere-a"').replace("an interview", "'an interview'"),
        "windows lines": RISKS.replace("\n", "\r\n"),
    }

    @pytest.mark.parametrize("name", SAME)
    def test_they_do_not_depend_on_how_it_is_written(self, name: str, rulebook: Rulebook) -> None:
        before = fingerprints({"governance/r.yaml": self.RISKS}, rulebook)
        assert len(before) == len(set(before)) > 4
        assert fingerprints({"governance/r.yaml": self.SAME[name]}, rulebook) == before

    def test_nor_on_the_name_of_the_file(self, rulebook: Rulebook) -> None:
        before = fingerprints({"governance/r.yaml": self.RISKS}, rulebook)
        assert fingerprints({"governance/sub/other.yaml": self.RISKS}, rulebook) == before

    def test_equal_findings_are_told_apart_by_a_count(self, rulebook: Rulebook) -> None:
        text = "kind: risk_register\nid: r\nrisks: [{id: R1, systems: [nowhere, nowhere]}]\n"
        found = check(MemoryTree({"governance/r.yaml": text}), AS_OF, rulebook=rulebook).findings
        broken = [finding for finding in found if finding.rule == "broken-ref"]
        assert [finding.data_path for finding in broken] == ["risks[R1].systems[nowhere]"] * 2
        assert len({finding.fingerprint for finding in broken}) == 2

    def test_another_record_is_another_finding(self, rulebook: Rulebook) -> None:
        before = fingerprints({"governance/r.yaml": self.RISKS}, rulebook)
        other = fingerprints({"governance/r.yaml": self.RISKS.replace("R2", "R3")}, rulebook)
        assert set(before) != set(other)
        assert len(set(before) & set(other)) >= 3


class TestWhatIsRead:
    def test_what_counts_as_a_record(self) -> None:
        paths = [
            *("governance/a.yaml", "governance/b.yml", "governance/c.md", "governance/d.txt", "governance/sub/e.yaml"),
            *("src/f.yaml", "src/g.aims.yaml", "src/h.aims.md", "README.md", "governance.yaml"),
        ]
        assert record_paths(paths, Config(), "") == [
            *("governance/a.yaml", "governance/b.yml", "governance/c.md", "governance/sub/e.yaml"),
            *("src/g.aims.yaml", "src/h.aims.md"),
        ]

    def test_globs_are_relative_to_the_root(self) -> None:
        assert record_paths(["team/governance/a.yaml", "governance/b.yaml"], Config(), "team") == [
            "team/governance/a.yaml"
        ]

    def test_excluded_files_and_rule_folders_hold_no_records(self) -> None:
        config = Config(exclude=["governance/old/**"], rule_folders=["governance/rules"])
        paths = ["governance/a.yaml", "governance/old/b.yaml", "governance/rules/c.yaml"]
        assert record_paths(paths, config, "") == ["governance/a.yaml"]

    def test_markdown_without_front_matter_is_no_record(self, rulebook: Rulebook) -> None:
        report = check(MemoryTree({"governance/README.md": "# Hello\n\nkind: ai_system\n"}), AS_OF, rulebook=rulebook)
        assert [finding.rule for finding in report.findings if finding.location.path.endswith("README.md")] == []

    def test_several_documents_of_one_register(self, rulebook: Rulebook) -> None:
        text = (
            "kind: roles\nid: a\nroles: [{id: boss}]\n---\nkind: roles\nid: b\nroles: [{id: clerk, reports_to: boss}]\n"
        )
        aims = read(MemoryTree({"governance/r.yaml": text}), Config())
        assert [role.id for role in aims.of_kind(["role"])] == ["boss", "clerk"]
        assert aims.problems == ()


class TestConfiguration:
    def test_none_is_the_defaults(self) -> None:
        assert config_of(MemoryTree({}), "") == Config()

    @pytest.mark.parametrize(
        ("text", "line", "said"),
        [
            ("version: 1\nphse: stage-1\n", 2, "did you mean `phase`?"),
            ("version: 2\n", 1, "a newer aimslint is needed"),
            ("phase: stage1\n", 1, "did you mean `stage-1`?"),
            ("version: 1\nrules:\n  broken-ref: {severty: info}\n", 3, "did you mean `severity`?"),
            ("- a\n", 1, "expected a map of settings"),
            ("version: [\n", 1, ""),
            ("include: governance\n", 1, "include"),
            ("history: {use: none}\n", 1, "needs a `reason`"),
        ],
    )
    def test_a_mistake_stops_with_its_line(self, text: str, line: int, said: str) -> None:
        with pytest.raises(ConfigError) as caught:
            config_of(MemoryTree({"aimslint.yaml": text}), "")
        assert (caught.value.path, caught.value.line) == ("aimslint.yaml", line)
        assert said in caught.value.text

    def test_an_unknown_rule(self) -> None:
        with pytest.raises(ConfigError) as caught:
            check(MemoryTree({"aimslint.yaml": "rules: {brokn-ref: {severity: info}}\n"}), AS_OF)
        assert "did you mean `broken-ref`?" in caught.value.text

    def test_severity_and_settings(self) -> None:
        files = {"aimslint.yaml": "rules: {broken-ref: {severity: info}}\n", "governance/a.yaml": OTHER}
        (finding,) = [one for one in check(MemoryTree(files), AS_OF).findings if one.rule == "broken-ref"]
        assert (finding.severity, finding.rule_severity) == ("info", "error")

    OWN_RULE = """
name: acme/system-id
code: ACM001
title: Systems are named like ours
severity: warning
phase: foundation
requirements: []
why: Names that follow one pattern are found by guessing them.
help: Rename the system.
for_each: ai_system
require: {id: {matches: "sys-*"}}
since: 1.0.0
examples:
  - good: "{kind: ai_system, id: sys-a}"
  - bad: "{kind: ai_system, id: a}   # <- acme/system-id"
"""

    def test_own_rules(self) -> None:
        files = {
            "aimslint.yaml": "rule_folders: [lint]\n",
            "lint/naming/system-id.yaml": self.OWN_RULE,
            "governance/a.yaml": SYSTEM,
        }
        report = check(MemoryTree(files), AS_OF)
        assert ("governance/a.yaml", 2, "acme/system-id") in lines(report)
        assert report.rulebook.rules["acme/system-id"].topic == "naming"

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            (("acme/system-id", "system-id"), "own rules bear a prefix"),
            (("ACM001", "AIM301"), "the code AIM301 is taken by `broken-ref`"),
            (("ai_system\n", "ai_systm\n"), "did you mean `ai_system`?"),
        ],
    )
    def test_mistakes_in_own_rules(self, change: tuple[str, str], said: str) -> None:
        files = {"aimslint.yaml": "rule_folders: [lint]\n", "lint/a.yaml": self.OWN_RULE.replace(*change)}
        with pytest.raises(RuleError) as caught:
            check(MemoryTree(files), AS_OF)
        assert caught.value.path == "lint/a.yaml"
        assert said in caught.value.text

    def test_a_rule_folder_without_rules(self) -> None:
        with pytest.raises(ConfigError) as caught:
            check(MemoryTree({"aimslint.yaml": "rule_folders: [lint]\n"}), AS_OF)
        assert "`lint`, which holds no rule file" in caught.value.text


def test_the_as_of_date_alone_decides_what_is_late(rulebook: Rulebook) -> None:
    text = "kind: ai_system\nid: chat\ncreated: 2026-06-01\n"

    def future(day: date) -> list[Finding]:
        found = check(MemoryTree({"governance/a.yaml": text}), day, rulebook=rulebook).findings
        return [finding for finding in found if finding.rule == "future-date"]

    assert future(date(2026, 6, 1)) == []
    assert len(future(date(2026, 1, 1))) == 1
