"""Words with times made into stretches of speech, where a service gives only words."""

from collections.abc import Iterable, Iterator, Sequence

from revrise.core.conversations.transcript import Word
from revrise.plugins.calls.said import Said

PAUSE_MS = 800
"""A silence that ends a stretch: where Deepgram itself cuts unless told otherwise."""


def runs(
    spoken: Iterable[tuple[str, Word]], channel: int | None = None, pause_ms: int = PAUSE_MS
) -> Iterator[Said]:
    """Stretches of (speaker, word) pairs in order, cut where the speaker changes or is silent."""
    held: list[Word] = []
    speaker = ""
    for who, word in spoken:
        if held and (who != speaker or word.start_ms - held[-1].end_ms >= pause_ms):
            yield stretch(held, speaker, channel)
            held = []
        speaker = who
        held.append(word)
    if held:
        yield stretch(held, speaker, channel)


def stretch(words: Sequence[Word], speaker: str, channel: int | None) -> Said:
    """One stretch of at least one word."""
    end = max(word.end_ms for word in words)
    return Said(joined(words), speaker, words[0].start_ms, end, tuple(words), channel)


def joined(words: Sequence[Word]) -> str:
    """Chinese without gaps, a gap between words of letters."""
    text = ""
    for word in words:
        gap = text[-1:].isascii() and word.text[0].isascii() and word.text[0].isalnum()
        text += f" {word.text}" if text and gap else word.text
    return text
