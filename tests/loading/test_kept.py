"""What earlier runs parsed: the answer is that of a run without, whatever has become of what was kept."""

import json
import threading
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from aimslint import engine, reading
from aimslint.cache import Cache
from aimslint.loading import Limits, load_file, together
from aimslint.loading.kept import NAME, Kept
from aimslint.records import reading as records_reading
from aimslint.records.shape import Shape
from aimslint.records.validating import is_sound
from aimslint.report import Report
from aimslint.trees import MemoryTree

AS_OF = date(2026, 11, 20)
RECORDS = {f"governance/{name}.yaml": f"kind: ai_system\nid: s-{name}\nname: {name}\n".encode() for name in range(40)}
FILES = RECORDS | {
    "governance/bent.yaml": b"kind: ai_system\nid: bent\nusers: nobody\nlifecycle_stage: no-such-stage\n",
    "governance/broken.yaml": b"kind: [ai_system\n",
    "governance/twice.yaml": b"kind: ai_system\nid: t\nid: u\n",
    "governance/text.md": b"---\nkind: policy\nid: p\n---\n\nText\r\nof it\n",
    "governance/read.md": b"# No record\n",
    "governance/bom.yaml": b"\xef\xbb\xbfkind: ai_system\r\nid: bom\r\n",
}


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths that are parsed, as it happens. Few files are enough for keeping."""
    monkeypatch.setattr(reading, "WORTH_KEEPING", 1)
    paths: list[str] = []

    def counted(path: str, raw: bytes, limits: Limits) -> Any:
        paths.append(path)
        return load_file(path, raw, limits)

    monkeypatch.setattr(together, "load_file", counted)
    return paths


def check(files: dict[str, bytes], cache: Cache | None) -> Report:
    report = engine.check(MemoryTree(dict(files)), AS_OF, cache=cache)
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and not thread.daemon:
            thread.join()
    return report


def told(report: Report) -> tuple[Any, ...]:
    data = [(item.kind, item.id, repr(item.data), item.path, item.document) for item in report.aims.records]
    return report.findings, report.skipped, report.suppressed, data, report.aims.texts


def test_only_what_has_changed_is_parsed_again(tmp_path: Path, parsed: list[str]) -> None:
    cache = Cache(tmp_path / "kept", b"secret")
    first = told(check(FILES, cache))
    assert sorted(parsed) == sorted(FILES)
    parsed.clear()
    assert told(check(FILES, cache)) == first == told(check(FILES, None))
    assert sorted(parsed[: -len(FILES)]) == ["governance/broken.yaml", "governance/read.md", "governance/twice.yaml"]
    parsed.clear()
    changed = FILES | {"governance/3.yaml": RECORDS["governance/3.yaml"] + b"purpose: x\n"}
    assert told(check(changed, cache)) == told(check(changed, None))
    assert parsed.count("governance/3.yaml") == 2
    assert parsed.count("governance/4.yaml") == 1


def test_the_same_bytes_under_a_name_that_is_read_otherwise_are_not_taken_for_it(
    tmp_path: Path, parsed: list[str]
) -> None:
    cache = Cache(tmp_path / "kept", b"secret")
    same = FILES["governance/text.md"]
    check({"governance/a.md": same}, cache)
    renamed = {"governance/b.md": same, "governance/a.yaml": same}
    assert told(check(renamed, cache)) == told(check(renamed, None))
    assert parsed.count("governance/b.md") == 1, "it is known by content"


def test_other_limits_ask_again(tmp_path: Path) -> None:
    cache, raw = Cache(tmp_path / "kept", b"secret"), b"a: [b, c, d, e]\n"
    kept = Kept(cache, Limits(), "models")
    kept.add("a.yaml", raw, load_file("a.yaml", raw))
    kept.write()
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and not thread.daemon:
            thread.join()
    assert Kept(cache, Limits(), "models").find("a.yaml", raw) == load_file("a.yaml", raw)
    assert Kept(cache, Limits(nodes=3), "models").find("a.yaml", raw) is None


def test_the_models_are_asked_once_about_what_they_have_nothing_to_say_of(
    tmp_path: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def counted(shape: Shape, data: Mapping[str, Any]) -> bool:
        asked.append(data.get("id", ""))
        return sound(shape, data)

    sound = is_sound
    monkeypatch.setattr(records_reading, "is_sound", counted)
    cache = Cache(tmp_path / "kept", b"secret")
    sample = Path(__file__).parents[2] / "sample-repo"
    files = {file.relative_to(sample).as_posix(): file.read_bytes() for file in sample.glob("governance/**/*.yaml")}
    files["governance/systems/bent.yaml"] = FILES["governance/bent.yaml"]
    first = told(check(files, cache))
    assert len({*asked}) > 20
    asked.clear()
    assert told(check(files, cache)) == first
    assert "bent" in asked
    assert len({*asked}) < 10, "those that the models had something to say about, and no other"
    monkeypatch.setattr(reading, "models_digest", lambda: "other models")
    assert told(check(files, cache)) == first
    assert len({*asked}) > 20, "other models may say something else"


def _each(change: Callable[[str], Any]) -> Callable[[list[Any]], Any]:
    return lambda kept: [{digest: change(text) for digest, text in kept[0].items()}, *kept[1:]]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _: [],
        lambda _: "text",
        _each(lambda text: text[:-2]),
        lambda kept: [kept[0]],
        lambda kept: [kept[0], None, []],
        _each(lambda _: None),
        _each(lambda _: "[[1]]"),
        _each(lambda _: "{}x"),
        _each(lambda _: "[" * 100_000),
    ],
    ids=["a list", "a text", "cut", "alone", "of nobody", "nothing", "short", "not JSON", "deep"],
)
def test_what_is_kept_in_another_form_is_as_good_as_absent(
    tmp_path: Path, parsed: list[str], spoil: Callable[[list[Any]], Any]
) -> None:
    cache = Cache(tmp_path / "kept", b"secret")
    first = told(check(FILES, cache))
    (file,) = (tmp_path / "kept").glob(f"{NAME}-*.json")
    head, _, body = file.read_bytes().partition(b"\n")
    parsed.clear()
    cache.put(NAME, json.loads(head.rpartition(b" ")[0])["key"], spoil(json.loads(body)))
    assert told(check(FILES, cache)) == first
    assert sorted(parsed) == sorted(FILES)


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9])
def test_a_file_that_is_cut_or_of_another_is_not_believed(tmp_path: Path, parsed: list[str], share: float) -> None:
    first = told(check(FILES, Cache(tmp_path / "kept", b"secret")))
    (file,) = (tmp_path / "kept").glob(f"{NAME}-*.json")
    content = file.read_bytes()
    file.write_bytes(content[: int(len(content) * share)] if share else content.replace(b"s-7", b"s-8"))
    parsed.clear()
    assert told(check(FILES, Cache(tmp_path / "kept", b"secret"))) == first
    assert sorted(parsed) == sorted(FILES)
    parsed.clear()
    assert told(check(FILES, Cache(tmp_path / "kept", b"another secret"))) == first
    assert sorted(parsed) == sorted(FILES)
