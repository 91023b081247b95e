"""Stretches of speech as read, made into a transcript."""

from collections.abc import Iterable, Sequence

from attrs import evolve, frozen

from revrise.core.conversations.intake.sizes import bounded, peopled
from revrise.core.conversations.transcript import Speaker, Transcript, Utterance, Word
from revrise.core.conversations.words.language import count, han, is_tag, resolve
from revrise.plugins.calls import names

UNKNOWN = "unknown"


@frozen
class Said:
    """Plain text, with the speaker's name and times in ms where the file gives them."""

    text: str
    speaker: str | None = None
    start_ms: int | None = None
    end_ms: int | None = None
    words: tuple[Word, ...] = ()
    channel: int | None = None


def named(stretches: Sequence[Said]) -> list[Said]:
    """Takes `Name:` off the texts; a stretch without goes on with the name before it."""
    nameless = [one.text for one in stretches if one.speaker is None]
    known = names.roster(nameless)
    if not known:
        return list(stretches)
    speaker: str | None = None
    result = []
    for one in stretches:
        found = names.split(one.text) if one.speaker is None else None
        if found and found[0] in known:
            speaker, text = found
            result.append(evolve(one, speaker=speaker, text=text))
        else:
            speaker = one.speaker or speaker
            result.append(evolve(one, speaker=speaker))
    return result


def transcript(
    stretches: Iterable[Said],
    source: str,
    name: str,
    language: str = "",
    duration_ms: int | None = None,
) -> Transcript:
    """In order of start, one without behind the one before it; empty texts left out.

    The language is told by the script unless known; a declared one that is no tag is not believed.
    It is as long as `duration_ms` says, or as far as speech goes if that is longer. Raises Invalid
    for more than a call says.
    """
    kept = [one for one in stretches if one.text]
    bounded((one.text for one in kept), name)
    kept = _ordered(kept)
    refs = dict.fromkeys(one.speaker or UNKNOWN for one in kept)
    peopled(len(refs), name)
    ends = [one.end_ms for one in kept if one.end_ms is not None]
    ends += [] if duration_ms is None else [duration_ms]
    return Transcript(
        language=_language(kept, language),
        speakers=tuple(Speaker(ref, name=None if ref == UNKNOWN else ref) for ref in refs),
        utterances=tuple(
            Utterance(
                one.speaker or UNKNOWN, one.text, one.start_ms, one.end_ms, one.channel, one.words
            )
            for one in kept
        ),
        duration_ms=max(ends, default=None),
        source=source,
    )


def _ordered(stretches: Sequence[Said]) -> list[Said]:
    """By start; one without stays behind the one it came after."""
    at, places = 0, []
    for one in stretches:
        at = at if one.start_ms is None else one.start_ms
        places.append((at, one))
    return [one for _, one in sorted(places, key=lambda place: place[0])]


def _language(stretches: Iterable[Said], declared: str) -> str:
    text = "\n".join(one.text for one in stretches)
    return resolve(declared if is_tag(declared) else "", han(text), count(text))
