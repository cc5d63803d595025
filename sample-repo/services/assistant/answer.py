"""One question in, one answer out: from the help pages, or a person.

The order matters. Topics for people are caught before anything is searched, secrets are masked before anything
leaves us, nothing is asked of the model without a passage, and nothing it says is shown unchecked.
"""

import json
import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from services.assistant.client import LanguageModel, ModelUnavailable
from services.assistant.guard import faults, handover_topic, mask

KNOWLEDGE_BASE = Path(__file__).parent / "knowledge_base.json"
ENOUGH = 1.8
MOST_PASSAGES = 3
DISCLOSURE = {
    "en": "I am a machine that answers from our help pages. A person is one tap away.",
    "nl": "Ik ben een computer en antwoord uit onze hulppagina's. Een medewerker is één tik ver.",
}
_COMMON = frozenset(
    "a an the is are to of for in on my i do you your can how what when it and or be we with at from "
    "de het een is zijn van voor in op mijn ik je kan hoe wat wanneer en of met wil mag".split()
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a help page."""

    id: str
    page: str
    language: str
    audience: str
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the visitor sees, and what the log keeps."""

    outcome: Literal["answered", "handed_over", "refused"]
    text: str
    pages: tuple[str, ...] = ()
    reason: str = ""


def read_passages(path: Path = KNOWLEDGE_BASE) -> list[Passage]:
    """The passages for consumers; those for businesses and brokers stay out."""
    every = [Passage(**each) for each in json.loads(path.read_text(encoding="utf-8"))]
    return [each for each in every if each.audience == "consumer"]


def find(question: str, language: str, passages: Sequence[Passage]) -> list[Passage]:
    """The passages that share enough telling words with the question, best first."""
    known = [(each, set(_words(each.text + " " + each.page))) for each in passages if each.language == language]
    spread = Counter(word for _, words in known for word in words)
    asked = set(_words(question))
    rated = []
    for passage, words in known:
        rating = sum(math.log(1 + len(known) / spread[word]) for word in asked & words)
        if rating >= ENOUGH:
            rated.append((rating, passage))
    rated.sort(key=lambda pair: (-pair[0], pair[1].id))
    return [passage for _, passage in rated[:MOST_PASSAGES]]


def answer(
    question: str,
    language: str,
    passages: Sequence[Passage],
    topics: Mapping[str, Sequence[str]],
    model: LanguageModel,
    version: str,
) -> Answer:
    """Answer a question in `language` ("nl" or "en"), hand it over, or refuse and say why."""
    topic = handover_topic(question, topics)
    if topic:
        return Answer("handed_over", "A colleague will take this over.", reason=topic)
    masked = mask(question)
    found = find(masked, language, passages)
    if not found:
        return _refused("our help pages say nothing about this")
    try:
        text = model.complete(_prompt(masked, language, found), version)
    except ModelUnavailable as problem:
        return _refused(f"the language model is not available ({problem})", found)
    wrong = faults(text, {each.id: each.text for each in found})
    if wrong:
        return _refused("; ".join(wrong), found)
    return Answer("answered", text, _pages(found))


def _refused(reason: str, found: Sequence[Passage] = ()) -> Answer:
    return Answer("refused", "I cannot answer this well. You can talk to a person.", _pages(found), reason)


def _pages(found: Sequence[Passage]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.page for each in found))


def _prompt(question: str, language: str, found: Sequence[Passage]) -> str:
    given = "\n".join(f"[{each.id}] {each.text}" for each in found)
    return (
        f"Answer in {language}, in short sentences, from these passages only. End each sentence with the passage's "
        f"[id] before the full stop. Copy amounts and terms word for word.\n{given}\nQuestion: {question}"
    )


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"[a-zà-ÿ0-9]+", text.lower()) if word not in _COMMON]
