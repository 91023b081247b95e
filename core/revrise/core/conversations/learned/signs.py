"""What a model is shown of each line: its words, the other side's before, what built-in rules say.

A sign is a text: `w can't do` for words of the line, `x but` for one said after a proposal,
`b how about` for words of the other side's last line before it; the rest are names of a few kinds,
and pairs of these. `VERSION` changes with what they mean.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from attrs import frozen

from revrise.core.conversations import commitments, objections
from revrise.core.conversations.learned import bargaining
from revrise.core.conversations.learned.grams import grams
from revrise.core.conversations.reading import Reading

VERSION = 3
OWN, BEFORE, AFTER_PROPOSAL = "w", "b", "x"
_BACK, _BEFORE_LONGEST = 6, 2  # lines looked back for the other side; words in a row of them
_SHORT, _LONG = 5, 20


@frozen
class Signs:
    """The signs of every line of a reading, made line by line as they are asked for."""

    reading: Reading
    _told: Mapping[int, set[str]]

    @staticmethod
    def of(reading: Reading) -> "Signs":
        """Reads what the built-in rules say of the whole. Linear in the length."""
        return Signs(reading, _told(reading))

    def shown(self, at: int) -> frozenset[str]:
        """Those of a line."""
        reading = self.reading
        plain = bargaining.plain(reading, at)
        told = self._told.get(at, set()) | {f"sign {one}" for one in plain}
        return frozenset((*_words(reading, at, told), *_placed(reading, at), *told, *_pairs(told)))


def _words(reading: Reading, at: int, told: set[str]) -> Iterator[str]:
    for text, *_ in grams(reading.lines[at]):
        yield f"{OWN} {text}"
    if "sign proposed" in told:
        for text, *_ in grams(reading.lines[at], 1):
            yield f"{AFTER_PROPOSAL} {text}"
    before = next(reading.others_before(at, _BACK), None)
    if before is not None:
        for text, *_ in grams(reading.lines[before], _BEFORE_LONGEST):
            yield f"{BEFORE} {text}"


def _placed(reading: Reading, at: int) -> Iterator[str]:
    yield f"side {reading.sides[at]}"
    if at and reading.sides[at - 1] == reading.sides[at]:
        yield "goes on"
    size = len(reading.lines[at].tokens)
    yield "short" if size < _SHORT else "long" if size > _LONG else "middling"


def _pairs(told: Iterable[str]) -> Iterator[str]:
    return (" & ".join(pair) for pair in combinations(sorted(told), 2))


def _told(reading: Reading) -> dict[int, set[str]]:
    """What the built-in rules say of each line of which they say anything."""
    told: dict[int, set[str]] = defaultdict(set)
    phrased, beside = objections.phrased(reading)
    for at, hits in phrased.items():
        told[at].update(("objection", *(f"objection {category}" for category in hits)))
    for at, signs in beside.items():
        told[at].update(signs)
    for at in objections.heard(reading.transcript, reading):
        told[at].add("heard")
    for one in commitments.find(reading.transcript, reading):
        told[one.span.utterance].add(one.kind)
    for at, kind in enumerate(reading.asked):
        if kind:
            told[at].update(("question", f"question {kind}"))
    return dict(told)
