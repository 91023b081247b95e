"""Waveforms for tests."""

from revrise.core.conversations.call import Call
from revrise.core.conversations.waveform import (
    STRETCHES,
    CallWaveform,
    Waveform,
    drawn_as,
    waveform_id,
)


def loud(length_ms: int = 5_000, value: float = 0.5) -> Waveform:
    """As loud throughout, in one channel."""
    return Waveform(length_ms, ((value,) * STRETCHES,))


def kept(call: Call) -> CallWaveform:
    """What is kept of a call's recording."""
    mark = drawn_as(call.media_sha256 or "")
    return CallWaveform(waveform_id(call.id), call.id, call.owner_id, call.team_id, mark, loud())
