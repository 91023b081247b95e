"""Recordings that a call source hands over in pieces: each must come in time."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from attrs import evolve

from revrise.ports.call_sources import CallPage, FoundCall

# Calls within a time limit: what is called for the message, and the call.
Timed = Callable[[str, Callable[[], Any]], Any]


def in_pieces(page: CallPage, timed: Timed) -> CallPage:
    """The same page; its recordings are asked for later, and timed then."""
    return evolve(page, calls=[_timed(one, timed) for one in page.calls])


def _timed(call: FoundCall, timed: Timed) -> FoundCall:
    asked = call.recording
    if asked is None:
        return call
    return evolve(call, recording=lambda: _pieces(asked, timed))


def _pieces(asked: Callable[[], Iterable[bytes]], timed: Timed) -> Iterator[bytes]:
    done = object()
    pieces = timed("recording()", lambda: iter(asked()))
    while (piece := timed("recording()", lambda: next(pieces, done))) is not done:
        yield piece
