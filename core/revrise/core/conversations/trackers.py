"""Trackers: what an organisation listens for, with a condition for when it counts."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from attrs import frozen

from revrise.core.conversations.condition.checking import check
from revrise.core.conversations.condition.conditions import AtLeast, Condition, NoneOf, Term, within
from revrise.core.conversations.condition.hearing import Hearing
from revrise.core.conversations.metrics.speech import Speech
from revrise.core.conversations.moment import Moment, Span
from revrise.core.conversations.reading import Reading, read
from revrise.core.conversations.transcript import Side, Transcript
from revrise.core.conversations.words.phrases import Matcher

Mode = Literal["any", "all", "none", "at_least"]


@frozen
class Tracker:
    """A condition with an id and a title by language."""

    id: str
    title: Mapping[str, str]
    when: Condition


def words(
    phrases: Sequence[str] = (),
    regexes: Sequence[str] = (),
    *,
    mode: Mode = "any",
    n: int = 1,
    side: Side | None = None,
    part: tuple[int | None, int | None] = (None, None),
) -> Condition:
    """Phrases and regular expressions as one condition; `part` as of `Term`.

    `mode` says when it is met: any hit, all of the terms, none of them, or `n` or more hits.
    """
    if mode == "all":
        each = [Term((one,), (), side, 1, *part) for one in phrases]
        each += [Term((), (one,), side, 1, *part) for one in regexes]
        return AtLeast(len(each), tuple(each))
    term = Term(tuple(phrases), regexes, side, n if mode == "at_least" else 1, *part)
    return NoneOf((term,)) if mode == "none" else term


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
        terms = {id(term): term for term in _terms(trackers)}.values()
        self._of = {str(number): term for number, term in enumerate(terms)}
        self._matcher = Matcher({key: term.phrases for key, term in self._of.items()})

    def find(self, reading: Reading, speech: Speech | None = None) -> tuple[TrackerResult, ...]:
        """One result per tracker, in their order; `speech` where the call is measured already."""
        said: dict[int, list[Span]] = defaultdict(list)
        for utterance, hit in reading.hits(self._matcher):
            term = self._of[hit.key]
            if term.side is None or term.side == reading.sides[utterance]:
                said[id(term)].append(reading.span(utterance, hit))
        hearing = Hearing(reading, said, speech)
        return tuple(_result(tracker, hearing) for tracker in self._trackers)


def find(transcript: Transcript, trackers: Sequence[Tracker]) -> tuple[TrackerResult, ...]:
    """What each tracker found in a transcript, in the order of the trackers."""
    return TrackerSet(trackers).find(read(transcript))


def _terms(trackers: Sequence[Tracker]) -> Iterator[Term]:
    for tracker in trackers:
        yield from (one for one in within(tracker.when) if isinstance(one, Term))


def _result(tracker: Tracker, hearing: Hearing) -> TrackerResult:
    found = check(tracker.when, hearing)
    moments = tuple(Moment("tracker", span, tracker.id) for span in found.spans)
    return TrackerResult(tracker.id, found.met, moments)
