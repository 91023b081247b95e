"""A waveform says no more than may be heard, and nothing that is none."""

from typing import Any

import pytest

from revrise.core.conversations.waveform import POINTS, STRETCHES, Waveform

LOUD = ((1.0,) * STRETCHES,)


@pytest.mark.parametrize(
    ("length_ms", "channels"),
    [
        (1_000, ()),
        (1_000, ((0.5,),)),
        (-1, LOUD),
        (1_000, ((1.1,) * STRETCHES,)),
        (1_000, (*LOUD, (-0.1,) * STRETCHES)),
        (1_000, ((float("nan"),) * STRETCHES,)),
    ],
)
def test_what_is_no_waveform_is_refused(length_ms: int, channels: Any) -> None:
    with pytest.raises(ValueError, match="waveform"):
        Waveform(length_ms, channels)


@pytest.mark.parametrize(
    ("span", "first", "last"),
    [
        ((0, 100), 0, 11),
        ((500, 600), 50, 60),
        ((900, 99_999), 90, 99),
    ],
)
def test_nothing_shows_of_what_is_silent(span: tuple[int, int], first: int, last: int) -> None:
    """In hundredths of its length, with a hundredth more at most on either side."""
    drawn = Waveform(1_000, LOUD * 2).silenced((span,))
    for row in drawn.channels:
        quiet = [at * 100 // STRETCHES for at, value in enumerate(row) if value == 0]
        assert first - 1 <= quiet[0] <= first
        assert last - 1 <= quiet[-1] <= last + 1
        assert len(quiet) <= (last - first + 2) * STRETCHES / 100


def test_a_point_is_the_loudest_of_its_stretches() -> None:
    row = tuple(0.9 if at == 5 else 0.1 for at in range(STRETCHES))
    assert Waveform(1_000, (row,)).points() == ((0.1, 0.9, *(0.1,) * (POINTS - 2)),)


def test_without_a_length_nothing_is_told_apart() -> None:
    assert Waveform(0, LOUD).silenced(((0, 10),)).channels == ((0.0,) * STRETCHES,)
