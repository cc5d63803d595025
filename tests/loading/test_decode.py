import pytest

from aimslint.loading import Limits, load_file, too_large
from tests.loading.reading import only, told

UTF8_BOM = b"\xef\xbb\xbf"


@pytest.mark.parametrize(
    "raw",
    [b"a: 1\nb: 2\n", UTF8_BOM + b"a: 1\nb: 2\n", b"a: 1\r\nb: 2\r\n", b"a: 1\rb: 2\r", b"a: 1\nb: 2"],
    ids=["lf", "bom", "crlf", "cr", "no final newline"],
)
def test_newlines_and_a_byte_order_mark_do_not_matter(raw: bytes) -> None:
    loaded = load_file("a.yaml", raw)
    assert loaded.problems == ()
    assert [document.data for document in loaded.documents] == [{"a": 1, "b": 2}]
    assert not loaded.text.startswith("\ufeff")


@pytest.mark.parametrize(
    ("raw", "line", "column", "found"),
    [
        ("name: Müller\n".encode("latin-1"), 1, 8, "the byte 0xFC"),
        (b"a: 1\r\nname: \xc3\xbc \xff\r\n", 2, 9, "the byte 0xFF"),
        (UTF8_BOM + b"a: \x80", 1, 4, "the byte 0x80"),
        (b"a: \xed\xa0\x80", 1, 4, "the byte 0xED"),  # a lone surrogate
        (b"a: \xc0\xaf", 1, 4, "the byte 0xC0"),  # an overlong slash
        (b"a: 1\nb: \xe2\x82", 2, 4, "the byte 0xE2"),  # cut in the middle of a character
    ],
)
def test_bytes_that_are_no_utf_8(raw: bytes, line: int, column: int, found: str) -> None:
    loaded = load_file("a.yaml", raw)
    assert told(loaded.problems) == [("not-utf-8", line, column)]
    assert only(loaded).values["found"] == found
    assert loaded.documents == ()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be"])
def test_wide_encodings_are_named(encoding: str) -> None:
    problem = only(load_file("a.yaml", "kind: roles\n".encode(encoding)))
    assert problem.rule == "not-utf-8"
    assert "UTF-16" in problem.values["found"]


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("\x00", "U+0000 (NUL)"),
        ("\x08", "U+0008 (control character)"),
        ("\x1b", "U+001B (ESC)"),
        ("\x7f", "U+007F (DEL)"),
        ("\x85", "U+0085 (NEL)"),
        ("\x9b", "U+009B (control character)"),
        ("\u2028", "U+2028 (line separator)"),
        ("\ufeff", "U+FEFF (byte order mark)"),
        ("\uffff", "U+FFFF (control character)"),
    ],
)
def test_characters_that_are_refused(character: str, name: str) -> None:
    loaded = load_file("a.yaml", f"é: 1\nbb: 'ü{character}'\n".encode())
    assert told(loaded.problems) == [("control-character", 2, 7)]
    assert only(loaded).values["found"] == name


@pytest.mark.parametrize("character", ["\t", "\xa0", "\u200b", "\u202e", "\ue000", "\ufffd", "\U0001f600"])
def test_other_characters_are_kept(character: str) -> None:
    loaded = load_file("a.yaml", f"a: 'x{character}x'".encode())
    assert loaded.problems == ()
    assert loaded.documents[0].data == {"a": f"x{character}x"}


def test_a_file_beyond_the_limit() -> None:
    limits = Limits(file_bytes=1024 * 1024)
    assert load_file("a.yaml", b"#" * 1024 * 1024, limits).problems[0].rule == "empty-file"
    problem = only(load_file("a.yaml", b"#" * (3 * 1024 * 1024), limits))
    assert problem.rule == "too-large"
    assert problem.values == {"found": "3 MiB", "expected": "at most 1 MiB"}
    assert too_large("a.yaml", 3 * 1024 * 1024, limits) == problem
    assert too_large("a.yaml", 1024 * 1024, limits) is None
