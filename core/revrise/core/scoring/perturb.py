"""Small changes to a transcript that a fair score should hardly notice."""

import re
from collections.abc import Callable, Mapping
from random import Random
from typing import Final

from attrs import evolve

from revrise.core.conversations.transcript import Transcript

_MARKS = re.compile(r"[.,!?;:…，。！？；：、]")
_WORD = re.compile(r"[^\W\u4e00-\u9fff]+|[\u4e00-\u9fff]")
_LOST, _SEED = 0.02, 1


def _each(transcript: Transcript, change: Callable[[str], str]) -> Transcript:
    """Every utterance's text changed; words by themselves no longer fit and go."""
    said = (evolve(one, text=change(one.text), words=()) for one in transcript.utterances)
    return evolve(transcript, utterances=tuple(said))


def _lost(transcript: Transcript) -> Transcript:
    rolls = Random(_SEED)  # noqa: S311  # a repeatable change, no secret
    keep = lambda found: "" if rolls.random() < _LOST else found[0]  # noqa: E731
    return _each(transcript, lambda text: _WORD.sub(keep, text))


CHANGES: Final[Mapping[str, Callable[[Transcript], Transcript]]] = {
    "again": lambda transcript: transcript,
    "no_punctuation": lambda transcript: _each(transcript, lambda text: _MARKS.sub(" ", text)),
    "lower_case": lambda transcript: _each(transcript, str.lower),
    "words_lost": _lost,
}
"""By name: scored again as it is, without punctuation or capitals, with 2 % of words missing."""
