"""A call in parts, as they are sent to a language model."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from revrise.core.conversations.transcript import Transcript

_LED = 300
"""Characters of a line that is sent along before a part."""


@frozen
class Chunk:
    """A part of a call: utterance → its words, as they are sent.

    `before` are the last lines before it, side and words: nothing they say is of this part.
    """

    lines: Mapping[int, str]
    speakers: Mapping[int, str]
    before: Sequence[tuple[str, str]] = ()


def chunks(transcript: Transcript, characters: int, most: int, lead: int = 0) -> Iterator[Chunk]:
    """The call in parts of at most so many characters each (or one longer line), `most` of them.

    Up to `lead` lines before each are sent along, the first characters of each.
    """
    lines: dict[int, str] = {}
    who: dict[int, str] = {}
    size = made = 0
    for index, one in enumerate(transcript.utterances):
        text = one.text[:characters]
        if lines and size + len(text) > characters:
            yield Chunk(lines, who, _before(transcript, min(lines), lead))
            made += 1
            if made == most:
                return
            lines, who, size = {}, {}, 0
        lines[index], who[index] = text, transcript.side(one.speaker)
        size += len(text)
    if lines:
        yield Chunk(lines, who, _before(transcript, min(lines), lead))


def _before(transcript: Transcript, first: int, lead: int) -> Sequence[tuple[str, str]]:
    said = transcript.utterances[max(first - lead, 0) : first]
    return [(transcript.side(one.speaker), one.text[:_LED]) for one in said]
