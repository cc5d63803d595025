"""Text of a record that an output might take for its own: it is quoted in a message, and must stay text there."""

from tests.hostile.case import Case


def _quoted(text: str, about: str) -> Case:
    """The text as a value, a key, a kind of record and a comment: each is quoted in a finding of its own."""
    inside = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\x1b", "\\e")
    record = (
        f'kind: ai_system\nid: a\n"{inside}": b\nlifecycle_stage: "{inside}"\nowner: "{inside}"\n'
        f'---\nkind: "{inside}"\nid: b\n'
    )
    return Case(about, record, ("unknown-field:3", "bad-enum-value:4", "owner-not-a-role:5", "unknown-kind:7"))


CASES = [
    _quoted("a\nx.yaml:1:1: error[forged] gone", "a line that looks like a finding"),
    _quoted("a\n::error file=b,line=1::forged", "a workflow command"),
    _quoted("  ::add-mask::a", "a workflow command after spaces"),
    _quoted("a ##[error]b ##vso[task.complete result=Succeeded;]", "workflow commands of other runners"),
    _quoted("%0A::error::a%0D%25%3A", "a workflow command in escapes"),
    _quoted("a\x1b[2K\x1b[1Ab", "a terminal's escape"),
    _quoted("a\u202eb\u2066", "letters that turn the direction of text"),
    _quoted("a\u200bb\U000e0041", "letters that cannot be seen"),
    _quoted("<script>alert(1)</script><img src=x onerror=alert(1)>", "HTML"),
    _quoted("]]><failure/>&lt;&#0;", "XML"),
    _quoted('" onload="alert(1)', "an attribute"),
    _quoted("a | b |\n| --- |", "a row of a table"),
    _quoted("[a](javascript:alert(1)) ![b](https://evil.example/b.png)", "links of Markdown"),
    _quoted("# a\n- b\n```\n***c***", "Markdown"),
    _quoted("@team #12 owner/repo#7", "mentions"),
    _quoted("=cmd|' /C calc'!A0", "a formula of a spreadsheet"),
    _quoted("{0.__class__} %(a)s ${{ secrets.TOKEN }}", "templates"),
    _quoted("a: b # aimslint: ignore[unknown-kind] it is known, until 2026-12-01", "an exception in a text"),
    _quoted("BEGIN:VEVENT\nSUMMARY:a", "an entry of a calendar"),
    _quoted("y" * 900, "900 letters"),
]
