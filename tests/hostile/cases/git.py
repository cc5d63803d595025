"""Names that git can hold: they are shown in every output, and nothing in them may look like a line of one.

Repositories that are hostile in other ways (settings, attributes, hooks, links) are tried in tests/promises.
"""

from tests.hostile.case import Case


def _named(name: str, about: str) -> Case:
    return Case(about, "kind: ai_system\nid: a\nnmae: b\n", ("unknown-field:3",), path=f"governance/{name}")


CASES = [
    _named("a\nb.yaml", "a line break"),
    _named("a\r\nb.yaml", "a line break of two characters"),
    _named("x.yaml:1:1: error[forged] gone\n.yaml", "a line that looks like a finding"),
    _named("a\n::error::forged\n.yaml", "a workflow command on a line of its own"),
    _named("a\n::error file=b::forged.yaml", "a workflow command"),
    _named("##[error]a.yaml", "a workflow command of the older form"),
    _named("%0A::error::a.yaml", "a workflow command in escapes"),
    _named("a\x1b[2J.yaml", "a terminal's escape"),
    _named("a\x1b]8;;https://evil.example\x07.yaml", "a link on a terminal"),
    _named("a\x7f\x08.yaml", "a backspace"),
    _named("a\u202elmay.yaml", "letters that turn the direction of text"),
    _named("a\u2028b.yaml", "a line separator"),
    _named("</testcase><failure>.yaml", "XML"),
    _named("]]>.yaml", "the end of a CDATA section"),
    _named("| a | b |.yaml", "a row of a table"),
    _named("[x](javascript:alert(1)).yaml", "a link"),
    _named("<script>alert(1)<!--.yaml", "HTML"),
    _named('"a".yaml', "quotes"),
    _named("a\\b.yaml", "a backslash"),
    _named("-rf.yaml", "an option"),
    _named("$(id)`id`.yaml", "a command"),
    _named("..%2f..%2fa.yaml", "an address that leads upwards"),
    _named("a?b#c%.yaml", "signs of addresses"),
    _named("=cmd|x.yaml", "a formula"),
    _named("CON.yaml", "a name that Windows keeps for itself"),
    _named("a.yaml .yaml", "a space"),
    _named("\u00e9.yaml", "a letter beyond ASCII"),
    _named("e\u0301.yaml", "a letter in two characters"),
    Case("a byte that is no UTF-8", "kind: ai_system\n", ("unreadable-file:1",), path="governance/\udcff.yaml"),
    _named("n" * 240 + ".yaml", "a long name"),
    _named("d/" * 500 + "a.yaml", "five hundred folders"),
    _named("a.YAML.yaml", "two endings"),
]
