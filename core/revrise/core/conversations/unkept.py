"""Characters that no store keeps: NUL, and halves of a character."""

import re

from revrise.core.conversations.transcript import Transcript

_UNKEPT = re.compile("[\0\ud800-\udfff]")


def unkept(transcript: Transcript) -> str:
    """Where such a character is in somebody else's transcript; empty where none is."""
    for at, who in enumerate(transcript.speakers):
        if _UNKEPT.search(f"{who.ref}{who.name or ''}"):
            return f"has a character in speakers[{at}] that no store keeps"
    for at, said in enumerate(transcript.utterances):
        if _UNKEPT.search(f"{said.speaker}{said.text}") or any(
            _UNKEPT.search(word.text) for word in said.words
        ):
            return f"has a character in utterances[{at}] that no store keeps"
    return ""
