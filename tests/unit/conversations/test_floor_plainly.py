"""Who speaks over whom and who waits, held against the definitions read plainly, pair by pair."""

from itertools import pairwise
from statistics import median

from hypothesis import given
from hypothesis import strategies as st

from revrise.core.conversations.analysis import analyse
from revrise.core.conversations.metrics.intervals import overlaps, total, union
from revrise.core.conversations.metrics.speech import prepare
from revrise.core.conversations.transcript import Speaker, Transcript, Utterance

SIDES = {"R": "seller", "Q": "seller", "A": "buyer", "B": "buyer", "C": "buyer"}
SPEAKERS = tuple(Speaker(ref, side) for ref, side in SIDES.items())
DURATION = 60_000
STEPS = st.integers(0, 100).map(lambda step: step * 500)
SAID = st.tuples(
    st.sampled_from([*SIDES]),
    st.sampled_from(["we could do it that way", "mm-hmm", "what does it cost"]),
    STEPS,
    st.sampled_from([500, 1000, 1500, 4000, 9000]),
)


@given(st.lists(SAID, min_size=2, max_size=12))
def test_several_of_a_side_are_measured_as_it_is_defined(said: list[tuple[str, str, int, int]]):
    lines = [Utterance(who, text, start, start + length) for who, text, start, length in said]
    call = Transcript("en", SPEAKERS, tuple(lines), DURATION)
    speech, metrics = prepare(call), analyse(call).metrics
    if {one.side for one in speech.timed} != {"seller", "buyer"}:
        return
    turns = speech.turns.turns
    assert metrics["overtalk"].value == spoken_over(speech) / DURATION
    for name, by in (("interruptions", "seller"), ("interruptions_buyer", "buyer")):
        assert metrics[name].value == sum(interrupts(one, turns) for one in turns if one.side == by)
    gaps = [gap for one, other in pairwise(turns) for gap in waited(one, other, turns)]
    waits = [gap for gap in gaps if gap > 0]
    assert metrics["patience"].value == (median(waits) if waits else None)
    assert metrics["patience_overlaps"].value == sum(gap < 0 for gap in gaps)


def spoken_over(speech) -> int:
    """Where both speak, of each pair of a seller's stretch and a buyer's that began before it."""
    turns = speech.turns.turns
    stretches = {
        ref: union((one.start, one.end) for one in turns if one.speaker == ref) for ref in SIDES
    }
    ours, theirs = (
        [one for ref in SIDES if SIDES[ref] == side for one in stretches[ref]]
        for side in ("seller", "buyer")
    )
    late = union(
        (start, min(end, until)) for start, end in ours for since, until in theirs
        if since < start < until
    )  # fmt: skip
    return total(overlaps(overlaps(late, speech.talk["seller"]), speech.talk["buyer"]))


def interrupts(turn, turns) -> bool:
    """Whether it starts inside turns of the other side, and outlasts all of them."""
    inside = [one for one in turns if one.side != turn.side and one.start < turn.start < one.end]
    return bool(inside) and all(one.end < turn.end for one in inside)


def waited(turn, answer, turns) -> list[int]:
    """From the end of the last buyer before it to a seller's turn, unless a colleague speaks."""
    if (turn.side, answer.side) != ("buyer", "seller") or turn.start == answer.start:
        return []
    before = [one for one in turns if one.start < answer.start]
    if any(one.side == "seller" and one.end > answer.start for one in before):
        return []
    return [answer.start - max(one.end for one in before if one.side == "buyer")]
