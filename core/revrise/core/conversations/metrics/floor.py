"""Turn-taking: how long turns are, how often the floor changes, how patiently it is taken."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from revrise.core.conversations.metrics.definition import Definition
from revrise.core.conversations.metrics.metric import Metric
from revrise.core.conversations.metrics.speech import SIDES, Speech
from revrise.core.conversations.metrics.turns import Turn
from revrise.core.conversations.transcript import Side

_HOUR, _MINUTE = 3_600_000, 60_000
_TIMED = ("no_speech", "no_timing")
MONOLOGUE = Definition(
    "longest_monologue",
    "A",
    "ms",
    "Longest monologue",
    "最长独白",
    "The seller's longest turn; the other side's backchannels do not break it.",
    "The seller speaks, with times.",
    (*_TIMED, "no_seller", "one_side"),
)
STORY = Definition(
    "longest_customer_story",
    "A",
    "ms",
    "Longest customer story",
    "客户最长讲述",
    "The buyer's longest turn; the other side's backchannels do not break it.",
    "The buyer speaks, with times.",
    (*_TIMED, "no_buyer", "one_side"),
)
INTERACTIVITY = Definition(
    "interactivity",
    "hour",
    "1/h",
    "Interactivity per hour",
    "每小时互动次数",
    "Changes of speaker between turns ÷ hours of call; backchannels are no change.",
    "Somebody speaks, with times.",
    _TIMED,
)
INTERACTIVITY_MINUTE = Definition(
    "interactivity",
    "minute",
    "1/min",
    "Interactivity per minute",
    "每分钟互动次数",
    "Changes of speaker between turns ÷ minutes of call; backchannels are no change.",
    "Somebody speaks, with times.",
    _TIMED,
    main=False,
)
PATIENCE = Definition(
    "patience",
    "A",
    "ms",
    "Patience",
    "耐心",
    "Median of the positive gaps between the end of a buyer's turn and the seller's next turn.",
    "One such gap.",
    (*_TIMED, "no_seller", "no_buyer", "one_side", "no_gaps"),
)
HASTE = Definition(
    "patience_overlaps",
    "A",
    "count",
    "Answers before the end",
    "未等说完就回应",
    "Seller's turns that follow a buyer's turn and start before its end.",
    "Both sides speak, with times.",
    (*_TIMED, "no_seller", "no_buyer", "one_side"),
)
DEFINITIONS = (MONOLOGUE, STORY, INTERACTIVITY, INTERACTIVITY_MINUTE, PATIENCE, HASTE)


def measure(speech: Speech) -> Iterator[Metric]:
    """Longest turns, interactivity, patience; `n` counts turns, switches or gaps."""
    yield _longest(speech, MONOLOGUE, "seller")
    yield _longest(speech, STORY, "buyer")
    yield from _interactivity(speech)
    yield from _patience(speech)


def _longest(speech: Speech, definition: Definition, side: Side) -> Metric:
    if reason := speech.lack(side):
        return definition.null(reason, speech.basis)
    lengths = [turn.length for turn in speech.turns_of(side)]
    # Somebody who only ever listens has told nothing.
    return definition.of(max(lengths, default=0), speech.basis, len(lengths))


def _interactivity(speech: Speech) -> Iterator[Metric]:
    turns = speech.turns.turns
    switches = sum(one.speaker != other.speaker for one, other in pairwise(turns))
    for definition, unit in ((INTERACTIVITY, _HOUR), (INTERACTIVITY_MINUTE, _MINUTE)):
        if reason := speech.lack():
            yield definition.null(reason, speech.basis)
        else:
            rate = switches * unit / (speech.duration or 1)
            yield definition.of(rate, speech.basis, switches)


def _patience(speech: Speech) -> Iterator[Metric]:
    if reason := speech.lack("seller", "buyer"):
        yield PATIENCE.null(reason, speech.basis)
        yield HASTE.null(reason, speech.basis)
        return
    gaps = list(_gaps(speech.turns.turns))
    waits = [gap for gap in gaps if gap > 0]
    if waits:
        yield PATIENCE.of(median(waits), speech.basis, len(waits))
    else:
        yield PATIENCE.null("no_gaps", speech.basis)
    yield HASTE.of(sum(gap < 0 for gap in gaps), speech.basis, len(gaps))


def _gaps(turns: Sequence[Turn]) -> Iterator[int]:
    """From the end of the last buyer to a seller's next turn, none while a colleague speaks."""
    ends = dict.fromkeys(SIDES, 0)
    for turn, answer in pairwise(turns):
        ends[turn.side] = max(ends[turn.side], turn.end)
        replied = (turn.side, answer.side) == ("buyer", "seller") and turn.start < answer.start
        if replied and ends["seller"] <= answer.start:
            yield answer.start - ends["buyer"]
