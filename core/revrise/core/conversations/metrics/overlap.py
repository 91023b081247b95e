"""Speaking over one another: how much of the call, and how often it takes the floor."""

from collections.abc import Iterable, Iterator, Sequence

from revrise.core.conversations.metrics.definition import Definition
from revrise.core.conversations.metrics.intervals import Interval, overlaps, total, union
from revrise.core.conversations.metrics.metric import Metric
from revrise.core.conversations.metrics.speech import Speech
from revrise.core.conversations.transcript import Side

_REASONS = ("no_speech", "no_timing", "no_seller", "no_buyer", "one_side")
OVERTALK = Definition(
    "overtalk",
    "A",
    "ratio",
    "Overtalk",
    "抢话时长占比",
    "Time in which seller and buyer speak at once, in turns of both of which the seller's started "
    "later ÷ length of the call; backchannels are no turns.",
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
    spoken = _over(speech)
    yield OVERTALK.of(total(spoken) / (speech.duration or 1), speech.basis, len(spoken))
    yield _interruptions(speech, SELLER, "seller", "buyer")
    yield _interruptions(speech, BUYER, "buyer", "seller")


def _over(speech: Speech) -> list[Interval]:
    """Where both speak, in turns of both of which the seller's started later. Linear."""
    ours, theirs = _held(speech, "seller"), _held(speech, "buyer")
    shared = overlaps(ours, theirs)
    late = [
        zone
        for zone, our_start, their_start in zip(
            shared, _starts(ours, shared), _starts(theirs, shared), strict=True
        )
        if our_start > their_start
    ]
    return overlaps(overlaps(speech.talk["seller"], late), speech.talk["buyer"]) if late else []


def _held(speech: Speech, side: Side) -> tuple[Interval, ...]:
    """From when to when a side has the floor, or fights for it."""
    return union((turn.start, turn.end) for turn in speech.turns_of(side))


def _starts(held: Sequence[Interval], shared: Iterable[Interval]) -> Iterator[int]:
    """For each shared stretch, since when that side has had the floor."""
    stretches = iter(held)
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
