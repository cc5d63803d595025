"""Texts that an attacker would write into a record, or name a file by, and listings that hold them everywhere."""

from dataclasses import replace

from aimslint.model import Exemption, Location, Related, Severity, Subject, Suppressed
from aimslint.report import Skip
from aimslint.views import Listing
from tests.reporters.listings import finding, listed, listing, rule

FORGED = "x.yaml:1:1: error[forged] gone"
TEXTS = {
    "newline": f"a\n{FORGED}",
    "return": f"a\r{FORGED}",
    "next-line": f"a\x85{FORGED}",
    "line-separator": f"a\u2028{FORGED}",
    "vertical-tab": f"a\x0b{FORGED}",
    "escape": "a\x1b[2K\x1b[1A\x1b]8;;https://evil.example\x07click\x1b]8;;\x07",
    "c1": "a\x9b31mred",
    "backspace": "a\b\b\bb",
    "bidi": "a\u202eb\u2066c\u2069\u200f",
    "nul": "a\0b",
    "surrogate": "a\udcffb\ud800c",
    "noncharacter": "a\ufffeb\uffffc\U0001ffff",
    "tags": "a\U000e0041b",
    "commands": "::error file=a::x\n##[error]x",
    "command-in-a-line": "see ##[add-mask]secret ##vso[task.setvariable variable=a]b ##teamcity[x] ###[error]",
    "command-after-spaces": "  ::add-mask::x  ::stop-commands::y" + " ::error::z" * 20,
    "percent": "%0A::error::x%0D%25%3A,file=b,line=9",
    "quotes": 'a"b\\c',
    "spaces": "a b.yaml:1:1: error[forged] gone",
    "script": "</script><script>alert(1)</script><img src=x onerror=alert(1)><!-- --",
    "cdata": "]]><failure/>]]&gt;&lt;&#0;&amp;",
    "attribute": '" type="x" onload="y\' z=\'',
    "formula": "=cmd|' /C calc'!A0",
    "table": "a | b | c |\n| --- | --- |\n\\| d \\\\| e",
    "mention": "@team, me@evil.example #12 owner/repo#7 GH-3",
    "link": "[y](javascript:alert(1)) [z](2) ![x](https://evil.example/x.png) <https://evil.example> [r]: /u",
    "address": "https://evil.example ftp://evil.example www.evil.example HTTPS://EVIL.EXAMPLE",
    "markup": "# h\n- l\n***b***~~s~~ `c` ``d`` ```\n$x$ &copy; \\@team </details>",
    "template": "${{ secrets.X }} {0} {{1}} $(id) `id` %SRCROOT%",
    "empty": "",
    "long": "x" * 100_000,
    "outside": "../../etc/passwd",
    "absolute": "/etc/passwd",
    "scheme": "file://evil.example/a#b?c",
    "windows": "C:\\Windows\\system.ini",
}


def everywhere(text: str) -> Listing:
    """A listing with `text` in each place that a record, a file name, or a file of the repository decides."""
    found = finding(
        message=text,
        location=Location(text, 2, 3, 2, 5),
        record=Subject("ai_system", text),
        data_path=text,
        requirements=(text, "iso42001:8.4"),
        related=(Related(Location(text, 1, 1, 1, 1), text),),
    )
    own = rule(why=text, help=text, title=text, topic=text, requirements=(text, "iso42001:8.4"))
    by = Exemption("waiver", text, text, text, Location(text, 3, 1, 3, 2))
    return listing(
        listed(found, own, f"{text}\n{text}\n{text}"),
        suppressed=(Suppressed(replace(found, severity=Severity.WARNING, fingerprint="b" * 32), by),),
        titles={"iso42001:8.4": text, text: text},
        skipped=(Skip("deployed-without-aiia", text, 1),),
        roots=(text, "b"),
        notes=(text,),
    )
