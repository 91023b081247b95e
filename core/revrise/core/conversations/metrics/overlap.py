"""Speaking over one another: how much of the call, and how often it takes the floor."""

from collections import defaultdict
from collections.abc import Iterator

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
    late = union(_late(speech))
    return overlaps(overlaps(speech.talk["seller"], late), speech.talk["buyer"]) if late else []


def _late(speech: Speech) -> Iterator[Interval]:
    """Of each seller's stretches what lies in those that a buyer began before."""
    last = ends = newest = 0  # when the last ends of the buyers', and of those begun before
    for start, end, side in _stretches(speech):
        if start != last:
            last, ends = start, newest
        if side == "buyer":
            newest = max(newest, end)
        elif side == "seller" and start < ends:
            yield start, min(end, ends)


def _stretches(speech: Speech) -> list[tuple[int, int, Side]]:
    """From when to when each speaker has the floor, or fights for it, in order."""
    turns: dict[tuple[str, Side], list[Interval]] = defaultdict(list)
    for turn in speech.turns.turns:
        turns[turn.speaker, turn.side].append((turn.start, turn.end))
    return sorted((*one, side) for (_, side), of in turns.items() for one in union(of))


def _interruptions(speech: Speech, definition: Definition, by: Side, of: Side) -> Metric:
    """One pass: of the other side's turns the one that ends last can be interrupted."""
    last = ends = newest = count = turns = 0  # as in `_late`
    for turn in speech.turns.turns:
        if turn.start != last:
            last, ends = turn.start, newest
        if turn.side == of:
            newest = max(newest, turn.end)
        elif turn.side == by:
            turns += 1
            count += turn.start < ends < turn.end
    return definition.of(count, speech.basis, turns)
