"""Whether a transcript that somebody else made can be shown: how long, which channels."""

from collections.abc import Iterable

from revrise.core.conversations.canonical import DAY_MS
from revrise.core.conversations.intake.sizes import MOST_CHANNELS, bounded, peopled
from revrise.core.conversations.transcript import Transcript, Utterance
from revrise.core.errors import Invalid


def sound(transcript: Transcript, name: str) -> None:
    """Raises Invalid naming `name` and the place for what no call has and no page can draw.

    Our formats hold to it; those of others may take any number of a file for a time, and a call
    of a thousand years has a time line of a thousand years.
    """
    said = transcript.utterances
    bounded((one.text for one in said), name)
    peopled(len(transcript.refs), name)
    _within(f"{name}:duration_ms", (transcript.duration_ms,))
    for at, line in enumerate(said):
        _sound(f"{name}:utterances[{at}]", line)


def _sound(place: str, one: Utterance) -> None:
    _within(place, (one.start_ms, one.end_ms))
    _within(f"{place}.channel", (one.channel,), MOST_CHANNELS - 1)
    for word in one.words:
        if not 0 <= word.start_ms <= word.end_ms <= DAY_MS:  # there are thousands
            _within(f"{place}.words", (word.start_ms, word.end_ms))


def _within(place: str, numbers: Iterable[int | None], most: int = DAY_MS) -> None:
    for one in numbers:
        if one is not None and not 0 <= one <= most:
            remedy = "report it to the author of the plugin that read it, with the file"
            raise Invalid(f"must be 0 to {most}", culprit=place, remedy=remedy)
