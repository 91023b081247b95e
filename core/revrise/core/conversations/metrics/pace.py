"""How fast each side speaks, and how much it listens aloud."""

from collections.abc import Iterator

from revrise.core.conversations.metrics.definition import SUFFIXES, Definition
from revrise.core.conversations.metrics.metric import Metric
from revrise.core.conversations.metrics.speech import Speech
from revrise.core.conversations.transcript import Side

_MINUTE = 60_000
_LEAST_MS = 1000
_TIMED = ("no_speech", "no_timing")
_OTHER: dict[Side, Side] = {"seller": "buyer", "buyer": "seller"}


def _rate(side: Side, suffix: str, language: str) -> Definition:
    words = "字 (Han characters + embedded Latin words)" if language == "zh" else "words"
    return Definition(
        f"speech_rate{suffix}",
        language,
        "字/min" if language == "zh" else "words/min",
        "Speech rate" if side == "seller" else "Speech rate of the buyer",
        "语速" if side == "seller" else "客户语速",
        f"The {side}'s {words} ÷ minutes of the {side}'s own speech.",
        f"1 s of the {side}'s speech, with times.",
        (*_TIMED, f"no_{side}", "one_side", "too_short"),
    )


def _listening(side: Side, suffix: str) -> Definition:
    return Definition(
        f"backchannel_rate{suffix}",
        "A",
        "1/min",
        "Listening signals" if side == "seller" else "Listening signals of the buyer",
        "倾听回应频率" if side == "seller" else "客户倾听回应频率",
        f"The {side}'s backchannels ÷ minutes of the other side's speech.",
        "1 s of the other side's speech, with times.",
        (*_TIMED, "no_seller", "no_buyer", "one_side", "too_short"),
    )


_RATES = {
    (side, language): _rate(side, suffix, language)
    for side, suffix in SUFFIXES
    for language in ("en", "zh")
}
_LISTENING = {side: _listening(side, suffix) for side, suffix in SUFFIXES}
DEFINITIONS = (*_RATES.values(), *_LISTENING.values())


def measure(speech: Speech) -> Iterator[Metric]:
    """Speech rates (`n` words) and backchannel rates (`n` backchannels) of both sides."""
    language = "zh" if speech.language == "zh" else "en"
    for side, _ in SUFFIXES:
        yield _speech_rate(speech, _RATES[side, language], side)
        yield _backchannel_rate(speech, _LISTENING[side], side)


def rate(speech: Speech, side: Side) -> float | None:
    """`speech_rate` of a side, words or 字 a minute; None where it cannot be measured."""
    return _speech_rate(speech, _RATES[side, "en"], side).value


def _speech_rate(speech: Speech, definition: Definition, side: Side) -> Metric:
    spoken = speech.talk_ms[side]
    reason = speech.lack(side) or _short(spoken)
    if reason:
        return definition.null(reason, speech.basis)
    words = sum(one.words for one in speech.by_side[side] if one.start is not None)
    return definition.of(words * _MINUTE / spoken, speech.basis, words)


def _backchannel_rate(speech: Speech, definition: Definition, side: Side) -> Metric:
    other = speech.talk_ms[_OTHER[side]]
    reason = speech.lack("seller", "buyer") or _short(other)
    if reason:
        return definition.null(reason, speech.basis)
    count = sum(1 for _ in speech.backchannels_of(side))
    return definition.of(count * _MINUTE / other, speech.basis, count)


def _short(spoken: int) -> str | None:
    return "too_short" if spoken < _LEAST_MS else None
