"""A call as the index of what was said holds it: words line by line, and what marks each."""

from collections.abc import Sequence

from revrise.core.conversations.analysis import CallAnalysis
from revrise.core.conversations.call import CallTranscript
from revrise.core.conversations.spoken_search import pieces
from revrise.core.governance.redaction.redacting import redacted
from revrise.ports.spoken import SpokenLine
from revrise.services.cleared.naming import NOBODY, Names


def lines_of(
    said: CallTranscript, heard: CallAnalysis, names: Names | None
) -> tuple[SpokenLine, ...]:
    """Its lines without what is personal in them, and what marks each."""
    transcript = said.transcript
    voices = {one.name for one in transcript.speakers if one.name}
    shown, marks = redacted(transcript, (names or NOBODY) | voices), _marks(heard)
    return tuple(
        SpokenLine(index, tuple(piece.word for piece in pieces(one.text)), marks[index])
        for index, one in enumerate(shown.utterances)
    )


def _marks(heard: CallAnalysis) -> Sequence[tuple[str, ...]]:
    """Of each line: its side, whether it asks, what it objects to."""
    transcript = heard.transcript
    found = [[f"side:{transcript.side(one.speaker)}"] for one in transcript.utterances]
    for moment in heard.moments:
        if moment.kind == "question":
            found[moment.span.utterance].append("question")
        elif moment.kind == "objection":
            found[moment.span.utterance] += ["objection", f"objection:{moment.label}"]
    return [tuple(dict.fromkeys(marks)) for marks in found]
