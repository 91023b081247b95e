"""Speaking over one another: how much of the call, and how often it takes the floor."""

from collections.abc import Iterable, Iterator, Sequence

from revrise.core.conversations.definition import Definition
from revrise.core.conversations.intervals import Interval, overlaps, union
from revrise.core.conversations.metric import Metric
from revrise.core.conversations.speech import Speech
from revrise.core.conversations.transcript import Side
from revrise.core.conversations.turns import GAP_MS

_REASONS = ("no_speech", "no_timing", "no_seller", "no_buyer", "one_side")
OVERTALK = Definition(
    "overtalk",
    "A",
    "ratio",
    "Overtalk",
    "抢话时长占比",
    "Time in which the seller, having started later, speaks while the buyer does ÷ length of the "
    "call; backchannels of either are left out.",
    "Both sides speak, with times.",
    _REASONS,
)
SELLER = Definition(
    "interruptions",
    "A",
    "count",
    "Interruptions",
    "打断次数",
    "Seller's turns that start inside a buyer's turn and outlast it.",
    "Both sides speak, with times.",
    _REASONS,
)
BUYER = Definition(
    "interruptions_buyer",
    "A",
    "count",
    "Interruptions by the buyer",
    "客户打断次数",
    "Buyer's turns that start inside a seller's turn and outlast it.",
    "Both sides speak, with times.",
    _REASONS,
)
DEFINITIONS = (OVERTALK, SELLER, BUYER)


def measure(speech: Speech) -> Iterator[Metric]:
    """Overtalk and interruptions; `n` counts overlapping stretches, or turns of that side."""
    if reason := speech.lack("seller", "buyer"):
        for definition in DEFINITIONS:
            yield definition.null(reason, speech.basis)
        return
    stretches = _over(_floor(speech, "seller"), _floor(speech, "buyer"))
    spoken = sum(end - start for start, end in stretches)
    yield OVERTALK.of(spoken / (speech.duration or 1), speech.basis, len(stretches))
    yield _interruptions(speech, SELLER, "seller", "buyer")
    yield _interruptions(speech, BUYER, "buyer", "seller")


def _floor(speech: Speech, side: Side) -> tuple[Interval, ...]:
    """The time a side speaks in turns."""
    return union(
        interval
        for turn in speech.turns_of(side)
        for index in turn.utterances
        for interval in speech.said[index].intervals
    )


def _over(ours: Sequence[Interval], theirs: Sequence[Interval]) -> list[Interval]:
    """Overlaps in which we are the ones who started later. Linear."""
    shared = overlaps(ours, theirs)
    ourselves, others = (_starts(side, shared) for side in (ours, theirs))
    return [
        overlap
        for overlap, our_start, their_start in zip(shared, ourselves, others, strict=True)
        if our_start > their_start
    ]


def _starts(spoken: Sequence[Interval], shared: Iterable[Interval]) -> Iterator[int]:
    """For each shared stretch, since when that side has been speaking."""
    stretches = iter(union(spoken, GAP_MS))
    start = end = -1
    for first, _ in shared:
        while end <= first:
            start, end = next(stretches)
        yield start


def _interruptions(speech: Speech, definition: Definition, by: Side, of: Side) -> Metric:
    """One pass: the other side's turn that ends last is the one that can be interrupted."""
    start = end = -1
    count = turns = 0
    for turn in speech.turns.turns:
        if turn.side == of and turn.end > end:
            start, end = turn.start, turn.end
        elif turn.side == by:
            turns += 1
            count += start < turn.start < end < turn.end
    return definition.of(count, speech.basis, turns)
