"""What holds for any input: hypothesis looks for one for which it does not."""

from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from aimslint.loading import Limits, load_file, locate
from aimslint.loading.events import libyaml_events, python_events
from aimslint.loading.parse import parse
from aimslint.loading.spans import Recorder
from tests.loading.reading import cut, paths

LIMITS = Limits()

ordinary = settings(deadline=None)
thorough = settings(deadline=None, max_examples=400)

_PIECES = st.sampled_from(
    [
        *(
            "a",
            "b",
            "kind",
            ": ",
            ":",
            "- ",
            "? ",
            "\n",
            "\n  ",
            "\n    ",
            " ",
            "[",
            "]",
            "{",
            "}",
            ", ",
            "'",
            '"',
            "#",
        ),
        *("|", ">", "|-", "&a ", "*a", "!!str ", "!!int ", "!x ", "---\n", "...\n", "<<: ", "~", "1", "1.10", ".nan"),
        *("\\", "\\u", "%", "@", "`", "é", "😀", "\r\n", "\r", "\t", "true", "<<<<<<< ", "=======", "key: value\n"),
    ]
)
yaml_like = st.lists(_PIECES, max_size=40).map("".join)

_text = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Z"), exclude_characters="\u2028\u2029"), max_size=20
)
_scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | _text
plain_data = st.recursive(
    _scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_text.filter(bool), inner, max_size=4),
    max_leaves=15,
)


class _Dumper(yaml.SafeDumper):
    """Writes text with digits in quotes: PyYAML knows only what YAML 1.1 takes for numbers, and `0E0` is one in 1.2."""


_Dumper.add_representer(
    str,
    lambda dumper, text: dumper.represent_scalar(
        "tag:yaml.org,2002:str", text, style='"' if any(map(str.isdigit, text)) else None
    ),
)


def dumped(data: Any, *, flow: bool) -> str:
    text = yaml.dump(data, Dumper=_Dumper, allow_unicode=True, default_flow_style=flow, sort_keys=False, width=60)
    assert isinstance(text, str)
    return text


@ordinary
@given(st.binary(max_size=200), st.sampled_from(["a.yaml", "a.md"]))
def test_any_bytes_give_documents_or_problems(raw: bytes, path: str) -> None:
    for given_bytes in (raw, b"---\nkind: x\n" + raw, b"\xff\xfe" + raw):
        for events in (libyaml_events, python_events):
            loaded = load_file(path, given_bytes, events=events)
            assert path == "a.md" or loaded.documents or loaded.problems
            for problem in loaded.problems:
                assert problem.place.span is not None
                assert problem.place.span.line <= given_bytes.count(b"\n") + given_bytes.count(b"\r") + 1


@thorough
@given(yaml_like)
def test_yaml_like_text_never_raises_and_every_place_can_be_found(text: str) -> None:
    loaded = load_file("a.yaml", text.encode())
    assert loaded.documents or loaded.problems
    located = locate("a.yaml", loaded.text)
    for document in loaded.documents:
        for keys in paths(document.data):
            assert located.has(keys, document=document.index)
            located.find(keys, document=document.index)
            located.find((*keys, "absent"), "key", document=document.index)
            located.source(keys, document=document.index)


@thorough
@given(yaml_like)
def test_recording_positions_changes_nothing(text: str) -> None:
    recorded, parsed = parse(text, LIMITS, recorder=Recorder(text)), parse(text, LIMITS)
    assert [(repr(each.data), each.line) for each in recorded.documents] == [
        (repr(each.data), each.line) for each in parsed.documents
    ]
    assert recorded.faults == parsed.faults


@thorough
@given(yaml_like.filter(lambda text: "\t" not in text))
def test_what_both_parsers_read_they_read_alike(text: str) -> None:
    quick, pure = load_file("a.yaml", text.encode()), load_file("a.yaml", text.encode(), events=python_events)
    if not quick.problems and not pure.problems:
        assert repr(quick) == repr(pure)


@ordinary
@given(plain_data, st.booleans())
def test_what_was_written_is_read_and_both_parsers_agree(data: Any, flow: bool) -> None:
    text = dumped(data, flow=flow)
    loaded = load_file("a.yaml", text.encode())
    assert loaded.problems == ()
    assert loaded == load_file("a.yaml", text.encode(), events=python_events)
    assert loaded.documents[0].data == data


@ordinary
@given(plain_data, st.booleans())
def test_the_text_at_a_span_is_the_value(data: Any, flow: bool) -> None:
    text = dumped(data, flow=flow)
    document = load_file("a.yaml", text.encode()).documents[0]
    located = locate("a.yaml", text)
    for keys in paths(document.data):
        value = document.data
        for key in keys:
            value = value[key]
        if not isinstance(value, dict | list):
            read = load_file("a.yaml", cut(text, located.find(keys)).encode()).documents[0].data
            assert read == value
        if keys and isinstance(keys[-1], str):
            written = cut(text, located.find(keys, "key"))
            assert load_file("a.yaml", f"{written}\n".encode()).documents[0].data is not None
