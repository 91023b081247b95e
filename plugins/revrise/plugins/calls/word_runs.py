"""Words with times made into stretches of speech, where a service gives only words."""

from collections.abc import Iterable, Iterator, Sequence

from revrise.core.conversations.transcript import Word
from revrise.plugins.calls.said import Said

PAUSE_MS = 800
"""A silence that ends a stretch: where Deepgram itself cuts unless told otherwise."""
_ENDS = frozenset(".,!?;:%)]}'’”…")
_EAST = "\u2e80"  # from here on: Chinese, Japanese, full width


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
    """A gap between words, but none beside Chinese and none before what closes ("." or "'s")."""
    parts: list[str] = []
    for word in words:
        if parts and not (_close(parts[-1][-1]) or _close(word.text[0]) or word.text[0] in _ENDS):
            parts.append(" ")
        parts.append(word.text)
    return "".join(parts)


def _close(letter: str) -> bool:
    """Whether it is of a script, or its punctuation, that leaves no gaps."""
    return letter >= _EAST
