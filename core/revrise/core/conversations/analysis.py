"""The whole analysis of a call: metrics, questions and moments, from its transcript alone."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter

from attrs import field, frozen

from revrise.core.conversations import (
    asking,
    commitments,
    engagement,
    fillers,
    floor,
    objections,
    overlap,
    pace,
    sentiment,
    silence,
    talk,
)
from revrise.core.conversations.definitions import key
from revrise.core.conversations.metric import Metric
from revrise.core.conversations.moment import Moment, Span
from revrise.core.conversations.questions import Kind
from revrise.core.conversations.reading import Reading, read
from revrise.core.conversations.speech import Speech, prepare
from revrise.core.conversations.trackers import Tracker, TrackerResult, TrackerSet
from revrise.core.conversations.transcript import Transcript

_MEASURES = (
    talk.measure,
    floor.measure,
    overlap.measure,
    silence.measure,
    pace.measure,
    asking.measure,
    fillers.measure,
    sentiment.measure,
)


@frozen
class CallAnalysis:
    """What a call measures and which moments in it matter.

    `language` is the one measured in. `questions` maps an utterance's index to `open` or
    `closed`. `metrics` are by key (see `definitions`). `moments` are in order of the call.
    `duration_ms` covers all speech; None without any time. `talk_ms` and `words` are by speaker,
    in order of appearance, `talk_ms` None where nothing is timed. `reading` is what was read of
    the transcript, for whoever goes on with it.
    """

    transcript: Transcript
    language: str
    duration_ms: int | None
    talk_ms: Mapping[str, int | None]
    words: Mapping[str, int]
    metrics: Mapping[str, Metric]
    questions: Mapping[int, Kind]
    moments: tuple[Moment, ...]
    trackers: tuple[TrackerResult, ...] = ()
    reading: Reading | None = field(default=None, eq=False, repr=False)

    @property
    def objections(self) -> str:
        """The categories of the objections heard, as a call keeps them."""
        found = {one.label for one in self.moments if one.kind == "objection"}
        return " ".join(sorted(label for label in found if label))


def analyse(
    transcript: Transcript,
    *,
    trackers: Sequence[Tracker] | TrackerSet = (),
    shown: Transcript | None = None,
) -> CallAnalysis:
    """Measures a transcript and finds its moments. Linear in its length; total for any input.

    Many calls with the same trackers go faster with a `TrackerSet`, compiled once. Trackers are
    looked for in `shown` where given, the same utterances with some words hidden: who may write
    trackers must not learn by them what they may not read.
    """
    reading = read(transcript)
    speech = prepare(transcript, reading)
    wanted = trackers if isinstance(trackers, TrackerSet) else TrackerSet(trackers)
    tracked = wanted.find(reading if shown in (None, transcript) else read(shown), speech)
    objected = objections.find(transcript, reading)
    agreed = commitments.find(transcript, reading)
    steps = commitments.count(agreed)
    measured = (
        *_measured(speech),
        *engagement.measure(speech, int(steps.value or 0)),
        objections.handling(objected),
        steps,
    )
    asked = {one.index: one.question for one in speech.said if one.question}
    found = (*_asked(speech), *objected, *agreed, *(m for one in tracked for m in one.moments))
    return CallAnalysis(
        transcript,
        speech.language,
        speech.duration,
        _talk(speech),
        _words(speech),
        {key(metric.definition): metric for metric in measured},
        asked,
        in_order(found),
        tracked,
        reading,
    )


def in_order(found: Iterable[Moment]) -> tuple[Moment, ...]:
    """Moments as they come in the call; those of one place as they were."""
    return tuple(sorted(found, key=_place))


def _measured(speech: Speech) -> Iterator[Metric]:
    for measure in _MEASURES:
        yield from measure(speech)


def _asked(speech: Speech) -> Iterator[Moment]:
    for one in speech.said:
        if one.question:
            yield Moment("question", Span(one.index, 0, len(one.text)), one.question)


_place = attrgetter("span.utterance", "span.start")


def _talk(speech: Speech) -> dict[str, int | None]:
    times = speech.talk_ms_by_speaker
    return {ref: times.get(ref, 0) if speech.timed else None for ref in speech.speakers}


def _words(speech: Speech) -> dict[str, int]:
    counts = dict.fromkeys(speech.speakers, 0)
    for one in speech.said:
        counts[one.speaker] += one.words
    return counts
