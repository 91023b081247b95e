"""Trackers: words and patterns an organisation watches for, with a rule for when they count."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from attrs import field, frozen

from revrise.core.conversations.moment import Moment, Span
from revrise.core.conversations.phrases import Matcher
from revrise.core.conversations.reading import Reading, read
from revrise.core.conversations.transcript import Side, Transcript
from revrise.core.errors import Invalid

Mode = Literal["any", "all", "none", "at_least"]


def _compile(patterns: Iterable[str]) -> tuple[re.Pattern[str], ...]:
    compiled = []
    for pattern in patterns:
        try:
            compiled.append(re.compile(pattern, re.IGNORECASE))
        except re.error as error:
            raise Invalid(
                f"no regular expression: {error}",
                culprit=f"regexes: {pattern}",
                remedy="escape special characters with a backslash",
            ) from None
    return tuple(compiled)


@frozen
class Tracker:
    """Phrases (see `phrases`) and regular expressions, heard from `side` (None: anybody).

    `mode` says when it is met: any hit, all of its terms, none of them, or `n` or more hits.
    Raises Invalid for a pattern that is no regular expression.
    """

    id: str
    title: str
    phrases: tuple[str, ...] = ()
    regexes: tuple[re.Pattern[str], ...] = field(default=(), converter=_compile)
    mode: Mode = "any"
    n: int = 1
    side: Side | None = None

    def met(self, hits: int, terms: int) -> bool:
        """Whether `hits` hits of `terms` different terms satisfy the mode."""
        wanted = len(self.phrases) + len(self.regexes)
        verdicts = {
            "any": hits > 0,
            "all": terms == wanted,
            "none": hits == 0,
            "at_least": hits >= self.n,
        }
        return verdicts[self.mode]


@frozen
class TrackerResult:
    """What one tracker found: moments of kind `tracker`, labelled with its id, in order."""

    tracker_id: str
    met: bool
    moments: tuple[Moment, ...]


class TrackerSet:
    """Trackers compiled together; every phrase of all of them is looked for in one pass."""

    def __init__(self, trackers: Sequence[Tracker]) -> None:
        self._trackers = tuple(trackers)
        self._matcher = Matcher(
            {
                f"{number} {term}": (phrase,)
                for number, tracker in enumerate(trackers)
                for term, phrase in enumerate(tracker.phrases)
            }
        )

    def find(self, reading: Reading) -> tuple[TrackerResult, ...]:
        """One result per tracker, in their order."""
        spans: dict[int, list[tuple[Span, int]]] = defaultdict(list)
        for utterance, hit in reading.hits(self._matcher):
            number, term = map(int, hit.key.split())
            if self._trackers[number].side in {None, reading.sides[utterance]}:
                spans[number].append((reading.span(utterance, hit), term))
        for number, tracker in enumerate(self._trackers):
            spans[number].extend(_matches(tracker, reading))
        return tuple(
            _result(tracker, spans[number]) for number, tracker in enumerate(self._trackers)
        )


def find(transcript: Transcript, trackers: Sequence[Tracker]) -> tuple[TrackerResult, ...]:
    """What each tracker found in a transcript, in the order of the trackers."""
    return TrackerSet(trackers).find(read(transcript))


def _matches(tracker: Tracker, reading: Reading) -> Iterator[tuple[Span, int]]:
    for term, pattern in enumerate(tracker.regexes, start=len(tracker.phrases)):
        for utterance, line in enumerate(reading.lines):
            if tracker.side in {None, reading.sides[utterance]}:
                for match in pattern.finditer(line.text):
                    if match.group():
                        yield Span(utterance, *match.span()), term


def _result(tracker: Tracker, found: list[tuple[Span, int]]) -> TrackerResult:
    """Hits that lie inside a longer hit count once."""
    terms = len({term for _, term in found})
    kept: list[Span] = []
    for span in sorted({span for span, _ in found}, key=lambda s: (s.utterance, s.start, -s.end)):
        if not kept or kept[-1].utterance != span.utterance or kept[-1].end < span.end:
            kept.append(span)
    moments = tuple(Moment("tracker", span, tracker.id) for span in kept)
    return TrackerResult(tracker.id, tracker.met(len(kept), terms), moments)
