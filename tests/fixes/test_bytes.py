"""What is not mended stays as it is, byte for byte."""

import pytest

from tests.fixes.mending import PATH, ROLES, mended

TEXT = """\
# Kept by the front desk – é, 売
%s: ai_system
id:   chat      # two spaces and more

"name": 'Chat'
lifecycle_stage:   Deployed   # since spring
notes: >
  Folded,

  with a gap
"""


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("ending", ["", "\n", "\n\n# the end"])
def test_encoding_line_ends_and_comments_stay(bom: bytes, newline: str, ending: str) -> None:
    text = (TEXT % "kind").rstrip("\n") + ending
    raw = bom + text.replace("\n", newline).encode()
    outcome = mended({PATH: raw})
    assert outcome.after[PATH] == raw.replace(b"Deployed", b"deployed")
    assert outcome.before[PATH] == raw


def test_documents_beside_it_and_the_text_of_markdown_stay() -> None:
    first = "--- # one\nkind: ai_system\nid: a\nlifecycle_stage: Live\n...\n"
    second = "---\nkind: ai_system\nid: b\nlifecycle_stage: 'Live'\n---\n"
    markdown = "---\nkind: policy\nid: p\nstatus: Approved\n---\n\nstatus: Approved\n\n---\nstatus: Approved\n"
    outcome = mended({PATH: first + second, "governance/p.md": markdown})
    assert outcome.after[PATH].decode() == (first + second).replace("Live", "deployed")
    assert outcome.after["governance/p.md"].decode() == markdown.replace("Approved", "approved", 1)


def test_a_file_that_does_not_parse_is_mended_as_far_as_it_is_read_or_left() -> None:
    text = "kind: ai_system\nid: a\nlifecycle_stage: Live\n---\nkind: [\n"
    outcome = mended({PATH: text, "governance/roles.yaml": ROLES})
    assert outcome.after.get(PATH, b"").decode() in ("", text.replace("Live", "deployed"))
    assert not mended({PATH: b"kind: ai_system\nid: a\nlifecycle_stage: Live\nname: \xff\n"}).after
