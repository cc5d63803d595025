"""What may go to the language model, and what of its answer may reach a visitor."""

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

HANDOVER = Path(__file__).parent / "handover.json"
LONGEST_ANSWER = 180
APOSTROPHE = "'"

_ACCOUNT = re.compile(r"\b[A-Z]{2}\d{2}(?:[ .-]?[A-Z0-9]){11,30}\b", re.IGNORECASE)
_LONG_NUMBER = re.compile(r"\b\d(?:[ .-]?\d){7,18}\b")
_MAIL = re.compile(r"\b[\w.+-]+@[\w-]+\.[\w.]+\b")
_CITED = re.compile(r"\[([a-z0-9-]+)\]")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?!\[)")
_WORD = re.compile(r"[\w']+")
_FIGURE = re.compile(r"\d+(?:[.,:]\d+)*")


def mask(text: str) -> str:
    """The text without account numbers, long numbers and mail addresses."""
    for pattern, word in ((_ACCOUNT, "[account]"), (_MAIL, "[mail]"), (_LONG_NUMBER, "[number]")):
        text = pattern.sub(word, text)
    return text


def read_handover(path: Path = HANDOVER) -> dict[str, list[str]]:
    """Topics that always go to a person, each with the words that give it away."""
    topics: dict[str, list[str]] = json.loads(path.read_text(encoding="utf-8"))
    return topics


def handover_topic(question: str, topics: Mapping[str, Iterable[str]]) -> str | None:
    """The topic for which a person must take over, or None."""
    words = f" {' '.join(_WORD.findall(question.lower().replace('’', APOSTROPHE)))} "
    for topic, phrases in topics.items():
        if any(f" {phrase} " in words for phrase in phrases):
            return topic
    return None


def faults(answer: str, passages: Mapping[str, str]) -> list[str]:
    """Why an answer must be withheld; empty when it may be shown.

    Each sentence cites a passage that was given, and each figure in it stands in that passage word for word.
    """
    found = []
    if len(answer.split()) > LONGEST_ANSWER:
        found.append(f"longer than {LONGEST_ANSWER} words")
    sentences = [each for each in _SENTENCE_END.split(answer.strip()) if each]
    if not sentences:
        found.append("empty")
    for sentence in sentences:
        cited = _CITED.findall(sentence)
        unknown = [each for each in cited if each not in passages]
        if unknown or not cited:
            found.append(f"cites {', '.join(unknown) or 'nothing'}: {sentence}")
            continue
        source = set(_FIGURE.findall(" ".join(passages[each] for each in cited)))
        strange = [figure for figure in _FIGURE.findall(_CITED.sub("", sentence)) if figure not in source]
        if strange:
            found.append(f"{', '.join(strange)} is not in the passage: {sentence}")
    return found
