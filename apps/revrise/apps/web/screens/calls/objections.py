"""How each objection was handled: four steps, how it ended, how long that took."""

from collections.abc import Container, Iterator
from itertools import islice
from typing import Any

from attrs import frozen

from revrise.apps.web.i18n import Words, marked
from revrise.apps.web.screens.calls.lines import CATEGORIES
from revrise.core.conversations.analysis import CallAnalysis
from revrise.core.conversations.moment import Moment
from revrise.core.conversations.objection.handling import STEPS
from revrise.core.conversations.transcript import Transcript

_TITLES = {
    "acknowledged": marked("Acknowledged"),
    "explored": marked("Explored"),
    "answered": marked("Answered"),
    "confirmed": marked("Confirmed"),
}
_OUTCOMES = {
    "agreed": marked("resolved"),
    "moved_on": marked("resolved"),
    "repeated": marked("raised again"),
    "another": marked("another one followed"),
    "refused": marked("refused"),
    "no_reply": marked("no reply"),
}
_QUOTED = 40
_KIND = "objection"
# Cards under the transcript; who looks at objections alone has a card for each in view.
MOST = 3


@frozen
class Step:
    """One step: when it was taken and with which words; `at_ms` None: it was not, or untimed."""

    title: str
    taken: bool
    late: bool
    at_ms: int | None
    words: str


@frozen
class Handled:
    """An objection; `good` None where the buyer never came back on it."""

    category: str
    at_ms: int | None
    words: str
    good: bool | None
    outcome: str
    seconds: int | None
    steps: tuple[Step, ...]


def handled(
    analysis: CallAnalysis, _: Words, within: Container[int] | None = None
) -> list[Handled]:
    """The objections in these lines, in order; None: the first of the call."""
    found = (one for one in analysis.moments if one.kind == _KIND)
    chosen = (
        islice(found, MOST)
        if within is None
        else (one for one in found if one.span.utterance in within)
    )
    return [_handled(one, analysis.transcript, _) for one in chosen]


def _handled(moment: Moment, transcript: Transcript, _: Words) -> Handled:
    said = transcript.utterances[moment.span.utterance]
    outcome = str(moment.data.get("outcome", "no_reply"))
    ended = _time(moment.data.get("reply"), transcript)
    lasted = ended - said.start_ms if ended is not None and said.start_ms is not None else None
    return Handled(
        _(CATEGORIES.get(moment.label, moment.label)),
        said.start_ms,
        said.text[moment.span.start : moment.span.end],
        moment.data.get("success"),
        _(_OUTCOMES.get(outcome, outcome)),
        None if lasted is None else max(lasted // 1_000, 0),
        tuple(_steps(moment, transcript, _)),
    )


def _steps(moment: Moment, transcript: Transcript, _: Words) -> Iterator[Step]:
    answered = moment.data.get("answered")
    for name in STEPS:
        place = moment.data.get(name)
        # Asking about it after answering it is late: the answer was a guess.
        late = name == "explored" and bool(place and answered and place[0] > answered[0])
        yield Step(_(_TITLES[name]), bool(place), late, _time(place, transcript),
                   _words(place, transcript))  # fmt: skip


def _time(place: Any, transcript: Transcript) -> int | None:
    return transcript.utterances[place[0]].start_ms if place else None


def _words(place: Any, transcript: Transcript) -> str:
    if not place:
        return ""
    utterance, start, end = place
    text = transcript.utterances[utterance].text[start:end]
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED].rstrip()} …"
