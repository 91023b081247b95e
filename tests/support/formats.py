"""Transcript formats, asked for a file one after the other."""

from collections.abc import Iterable

from revrise.ports.transcripts import HEAD, TranscriptFormat


def choose(formats: Iterable[TranscriptFormat], raw: bytes, name: str) -> TranscriptFormat:
    """The first that recognises it."""
    return next(one for one in formats if one.sniff(raw[:HEAD], name))
