"""A transcript as it is shown to who may not know whom it is about."""

from collections.abc import Collection, Iterator
from functools import lru_cache

from attrs import evolve

from revrise.core.conversations.transcript import Speaker, Transcript, Utterance, Word
from revrise.core.governance.redaction.addresses import addresses
from revrise.core.governance.redaction.found import HIDDEN, Found, hidden
from revrise.core.governance.redaction.known import known_names
from revrise.core.governance.redaction.names_en import names_en
from revrise.core.governance.redaction.names_zh import names_zh
from revrise.core.governance.redaction.numbers import numbers

LONGEST = 20_000


def personal_data(text: str, names: Collection[str] = ()) -> list[Found]:
    """What a text holds of personal data, in order; `names` are known to belong to it.

    Rules find it, so some is missed: a redacted text is not an anonymous one.
    """
    found: set[Found] = set()
    for begin in range(0, len(text), LONGEST):  # nobody says so much at once; rules stay linear
        part = text[begin : begin + LONGEST]
        for one in _all(part, names):
            found.add(Found(one.start + begin, one.end + begin, one.kind))
    return sorted(found, key=lambda one: (one.start, -one.end, one.kind))


@lru_cache(8192)
def redacted_text(text: str, names: frozenset[str] = frozenset()) -> str:
    """A text with what is personal in it hidden; every character keeps its place."""
    return hidden(text, personal_data(text, names))


def redacted(transcript: Transcript, names: Collection[str] = ()) -> Transcript:
    """The same transcript, what is personal in it hidden; every character keeps its place."""
    known = frozenset(names)
    return evolve(
        transcript,
        speakers=tuple(map(_speaker, transcript.speakers)),
        utterances=tuple(_utterance(one, known) for one in transcript.utterances),
    )


def _all(text: str, names: Collection[str]) -> Iterator[Found]:
    yield from addresses(text)
    yield from numbers(text)
    yield from names_zh(text)
    yield from names_en(text)
    yield from known_names(text, names)


def _speaker(one: Speaker) -> Speaker:
    """Colleagues are named: their names are no secret here. Others are who they are in the call."""
    return one if one.side == "seller" or one.name is None else evolve(one, name=None)


def _utterance(one: Utterance, names: Collection[str]) -> Utterance:
    found = personal_data(one.text, names)
    if not found:
        return one
    return evolve(one, text=hidden(one.text, found), words=tuple(_words(one, found)))


def _words(one: Utterance, found: list[Found]) -> Iterator[Word]:
    """The words at the same places; one that is not in the text is hidden too."""
    place = 0
    for word in one.words:
        at = one.text.find(word.text, place)
        place = at + len(word.text) if at >= 0 else place
        if at < 0 or any(at < each.end and each.start < place for each in found):
            yield evolve(word, text=HIDDEN * len(word.text))
        else:
            yield word
