"""A transcript as it is shown to who may not know whom it is about."""

from collections.abc import Collection
from functools import lru_cache

from attrs import evolve

from revrise.core.conversations.transcript import Speaker, Transcript
from revrise.core.governance.redaction.finding import personal_data
from revrise.core.governance.redaction.found import hidden
from revrise.core.governance.redaction.veiled import Veiled


@lru_cache(8192)
def redacted_text(text: str, names: frozenset[str] = frozenset()) -> str:
    """A text with what is personal in it hidden; every character keeps its place."""
    return hidden(text, personal_data(text, names))


def redacted(transcript: Transcript, names: Collection[str] = ()) -> Transcript:
    """The same transcript, what is personal in it hidden; every character keeps its place.

    What is hidden of a line is found out when somebody looks at it.
    """
    known = frozenset(names)
    return evolve(
        transcript,
        speakers=tuple(map(_speaker, transcript.speakers)),
        utterances=tuple(Veiled(one, known) for one in transcript.utterances),
    )


def _speaker(one: Speaker) -> Speaker:
    """Colleagues are named: their names are no secret here. Others are who they are in the call."""
    return one if one.side == "seller" or one.name is None else evolve(one, name=None)
