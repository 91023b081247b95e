"""Whether a condition is met in a call, and the words that show it."""

from collections.abc import Sequence

from attrs import frozen

from revrise.core.conversations.condition import nearness
from revrise.core.conversations.condition.conditions import (
    AtLeast,
    Condition,
    Near,
    NoneOf,
    Pace,
    Silence,
    Term,
)
from revrise.core.conversations.condition.hearing import Hearing, kept
from revrise.core.conversations.metrics import pace
from revrise.core.conversations.moment import Span


@frozen
class Found:
    """`spans` are what was heard of a condition, whether or not it is met."""

    met: bool
    spans: tuple[Span, ...] = ()


def check(condition: Condition, hearing: Hearing) -> Found:
    """Decides a condition; n log n in what was heard."""
    match condition:
        case Term():
            spans = hearing.hits(condition)
            return Found(len(spans) >= condition.times, spans)
        case AtLeast():
            met, spans = _all(condition.of, hearing)
            return Found(met >= condition.n, spans)
        case NoneOf():
            met, spans = _all(condition.of, hearing)
            return Found(met == 0, spans)
        case Near():
            return _near(condition, hearing)
        case Silence():
            return _silent(condition, hearing)
        case Pace():
            return Found(_paced(condition, pace.rate(hearing.speech, condition.side)))


def _all(conditions: Sequence[Condition], hearing: Hearing) -> tuple[int, tuple[Span, ...]]:
    found = [check(one, hearing) for one in conditions]
    return sum(one.met for one in found), kept(span for one in found for span in one.spans)


def _near(near: Near, hearing: Hearing) -> Found:
    """Only what has its counterpart near counts."""
    in_time = near.within_ms is not None
    reach = near.within_ms if near.within_ms is not None else near.within_words or 0
    ours, theirs = (
        hearing.places(check(one, hearing).spans, in_time=in_time)
        for one in (near.first, near.second)
    )
    if near.ordered:
        pairs = nearness.followed(ours, theirs, reach) + nearness.preceded(theirs, ours, reach)
    else:
        pairs = nearness.beside(ours, theirs, reach) + nearness.beside(theirs, ours, reach)
    return Found(bool(pairs), kept(pairs))


def _silent(silence: Silence, hearing: Hearing) -> Found:
    """What was said last before each silence."""
    spans: dict[Span, None] = {}
    quiet_from, last = 0, -1
    spoken = ((*piece, one.index) for one in hearing.speech.timed for piece in one.intervals)
    for start, end, index in sorted(spoken):
        silent = last >= 0 and start - quiet_from > silence.longer_ms
        if silent and silence.after in {None, hearing.reading.sides[last]}:
            spans[hearing.reading.whole(last)] = None
        if last < 0 or end > quiet_from:
            quiet_from, last = end, index
    return Found(bool(spans), tuple(spans))


def _paced(wanted: Pace, rate: float | None) -> bool:
    if rate is None:
        return False
    above = wanted.above is None or rate > wanted.above
    return above and (wanted.below is None or rate < wanted.below)
