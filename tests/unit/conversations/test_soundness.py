"""What a plugin read is looked at before it is kept: what no call has is refused."""

import pytest
from attrs import evolve

from revrise.core.conversations.soundness import sound
from revrise.core.conversations.transcript import Utterance, Word
from revrise.core.errors import Invalid
from revrise.testing.golden_calls import WORDS

FIRST, DAY = WORDS.utterances[0], 86_400_000


def test_a_call_that_was_really_held_is_sound() -> None:
    sound(WORDS, "call.x")
    sound(evolve(WORDS, utterances=(evolve(FIRST, start_ms=0, end_ms=DAY),)), "call.x")


@pytest.mark.parametrize(
    ("line", "place"),
    [
        (evolve(FIRST, end_ms=10**15), "utterances[0]"),
        (evolve(FIRST, start_ms=-1), "utterances[0]"),
        (evolve(FIRST, end_ms=10**400), "utterances[0]"),
        (evolve(FIRST, channel=1 << 40), "utterances[0].channel"),
        (evolve(FIRST, words=(Word("x", 0, 10**15),)), "utterances[0].words"),
    ],
)
def test_a_time_or_channel_that_no_call_has_is_named(line: Utterance, place: str) -> None:
    with pytest.raises(Invalid) as error:
        sound(evolve(WORDS, utterances=(line,)), "call.x")
    assert error.value.culprit == f"call.x:{place}"
    assert len(str(error.value)) < 200


@pytest.mark.parametrize("duration_ms", [-1, 10**15])
def test_so_is_a_length_that_no_call_has(duration_ms: int) -> None:
    with pytest.raises(Invalid, match="must be 0 to"):
        sound(evolve(WORDS, duration_ms=duration_ms), "call.x")
