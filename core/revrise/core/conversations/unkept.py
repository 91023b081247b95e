"""Characters of a transcript that no store keeps."""

from revrise.core.conversations.transcript import Transcript
from revrise.core.storable import UNKEPT


def unkept(transcript: Transcript) -> str:
    """Where such a character is in somebody else's transcript; empty where none is."""
    for at, who in enumerate(transcript.speakers):
        if UNKEPT.search(f"{who.ref}{who.name or ''}"):
            return f"has a character in speakers[{at}] that no store keeps"
    for at, said in enumerate(transcript.utterances):
        if UNKEPT.search(f"{said.speaker}{said.text}") or any(
            UNKEPT.search(word.text) for word in said.words
        ):
            return f"has a character in utterances[{at}] that no store keeps"
    return ""
