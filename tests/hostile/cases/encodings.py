"""Bytes that are no text, text that is no UTF-8, and characters that hide, break lines or reach the terminal."""

from tests.hostile.case import Case, system

_RECORD = "kind: ai_system\nid: chat\nname: Chat\n"
_BOM = b"\xef\xbb\xbf"

CASES = [
    Case("a byte order mark", _BOM + _RECORD.encode()),
    Case("two byte order marks", _BOM + _BOM + _RECORD.encode(), ("control-character:1",)),
    Case("UTF-16 with its mark", _RECORD.encode("utf-16"), ("not-utf-8:1",), says="UTF-16"),
    Case("UTF-16 without a mark", _RECORD.encode("utf-16-le"), ("not-utf-8:1",), says="UTF-16"),
    Case("UTF-16, big end first", _RECORD.encode("utf-16-be"), ("not-utf-8:1",), says="UTF-16"),
    Case("UTF-32 with its mark", _RECORD.encode("utf-32"), ("not-utf-8:1",), says="UTF-32"),
    Case("Latin-1", b"kind: ai_system\nid: chat\nname: M\xfcller\n", ("not-utf-8:3",), says="0xFC"),
    Case("an overlong slash", b"kind: ai_system\nid: chat\nname: \xc0\xaf\n", ("not-utf-8:3",)),
    Case("an overlong NUL", b"kind: ai_system\nid: chat\nname: \xc0\x80\n", ("not-utf-8:3",)),
    Case("a lone surrogate in bytes", b"kind: ai_system\nid: chat\nname: \xed\xa0\x80\n", ("not-utf-8:3",)),
    Case("a pair of surrogates in bytes", b"kind: ai_system\nname: \xed\xa0\xbd\xed\xb8\x80\n", ("not-utf-8:2",)),
    Case("beyond Unicode in bytes", b"kind: ai_system\nid: chat\nname: \xf4\x90\x80\x80\n", ("not-utf-8:3",)),
    Case("a character cut in the middle", b"kind: ai_system\nid: chat\nname: \xe2\x82", ("not-utf-8:3",)),
    Case("a picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", ("not-utf-8:1",)),
    Case("zeros", b"\0" * 5_000, ("control-character:1",), says="NUL"),
    system('name: "\\ud800"\n', "a lone surrogate as an escape", "not-yaml:3"),
    system('name: "\\U00110000"\n', "beyond Unicode as an escape", "not-yaml:3"),
    system("name: a\0b\n", "NUL", "control-character:3", says="NUL"),
    system("name: a\x1b[2Jb\n", "a terminal's escape", "control-character:3", says="ESC"),
    system("name: a\x7fb\n", "DEL", "control-character:3"),
    system("name: a\x9b31mb\n", "a C1 control", "control-character:3"),
    system("name: a\x85owner: b\n", "NEL, a line break in YAML 1.1 alone", "control-character:3", says="NEL"),
    system("name: a\u2028owner: b\n", "a line separator", "control-character:3"),
    system("name: a\u2029owner: b\n", "a paragraph separator", "control-character:3"),
    system("name: a\ufeffb\n", "a byte order mark within", "control-character:3"),
    system("name: a\uffffb\n", "a character that is none", "control-character:3"),
    system("# \x00\nname: a\n", "NUL in a comment", "control-character:3"),
    system("name: a\r\nnotes: b\rversion: 2\n", "mixed ends of lines: each ends one", "unquoted-scalar:5"),
    system("name: a\vnotes: b\n", "a vertical tab is no end of a line", "control-character:3"),
    system("name: a\u202eb\u2066c\n", "letters that turn the direction of text are kept"),
    Case("nothing", b"", ("empty-file:1",)),
    Case("nothing but a byte order mark", _BOM, ("empty-file:1",)),
    Case("nothing but ends of lines", "\n\r\n\r" * 50, ("empty-file:1",)),
]
