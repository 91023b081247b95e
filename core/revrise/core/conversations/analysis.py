"""The whole analysis of a call: metrics, questions and moments, from its transcript alone."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter

from attrs import evolve, field, frozen

from revrise.core.conversations import commitments, objections
from revrise.core.conversations.detected import Detected, Told, told
from revrise.core.conversations.detector import BUILT_IN, DetectorDefinition
from revrise.core.conversations.metrics import engagement
from revrise.core.conversations.metrics.definitions import MEASURING, RESTING, key, variant
from revrise.core.conversations.metrics.metric import Metric
from revrise.core.conversations.metrics.speech import Speech, prepare
from revrise.core.conversations.moment import Moment, Span
from revrise.core.conversations.questions import Kind
from revrise.core.conversations.reading import Reading, read
from revrise.core.conversations.trackers import Tracker, TrackerResult, TrackerSet
from revrise.core.conversations.transcript import Transcript


@frozen
class CallAnalysis:
    """What a call measures and which moments in it matter.

    `language` is the one measured in. `questions` maps an utterance's index to `open` or
    `closed`. `metrics` are by key (see `definitions`). `moments` are in order of the call.
    `duration_ms` covers all speech; None without any time. `talk_ms` and `words` are by speaker,
    in order of appearance, `talk_ms` None where nothing is timed. `reading` is what was read of
    the transcript, for whoever goes on with it. `detectors` are those of plugins that were asked.
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
    detectors: tuple[DetectorDefinition, ...] = ()

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
    detected: Sequence[Detected] = (),
) -> CallAnalysis:
    """Measures a transcript and finds its moments. Linear in its length; total for any input.

    Many calls with the same trackers go faster with a `TrackerSet`, compiled once. Trackers are
    looked for in `shown` where given, the same utterances with some words hidden: who may write
    trackers must not learn by them what they may not read. `detected` is what the detectors of
    plugins heard; it is counted with the rest, and a metric that rests on it says so in its
    definition.
    """
    asks, objecting, agreeing, closing = (told(detected, kind) for kind in BUILT_IN)
    plain = read(transcript)
    reading, by = _asking(plain, asks)
    speech = prepare(transcript, reading)
    wanted = trackers if isinstance(trackers, TrackerSet) else TrackerSet(trackers)
    tracked = wanted.find(reading if shown in (None, transcript) else read(shown), speech)
    objected = objections.find(transcript, reading, objecting)
    agreed = commitments.find(transcript, plain, agreeing, closing)
    steps = commitments.count(agreed)
    measured = (
        *_measured(speech),
        *engagement.measure(speech, int(steps.value or 0)),
        objections.handling(objected),
        steps,
    )
    asked = {one.index: one.question for one in speech.said if one.question}
    found = (
        *_asked(speech, by),
        *objected,
        *agreed,
        *_others(detected),
        *(m for one in tracked for m in one.moments),
    )
    return CallAnalysis(
        transcript=transcript,
        language=speech.language,
        duration_ms=speech.duration,
        talk_ms=_talk(speech),
        words=_words(speech),
        metrics={key(metric.definition): metric for metric in _resting(measured, detected)},
        questions=asked,
        moments=in_order(found),
        trackers=tracked,
        reading=reading,
        detectors=tuple(one.definition for one in detected),
    )


def in_order(found: Iterable[Moment]) -> tuple[Moment, ...]:
    """Moments as they come in the call; those of one place as they were."""
    return tuple(sorted(found, key=_place))


def _asking(reading: Reading, asks: Told) -> tuple[Reading, Mapping[int, str]]:
    """With what plugins take for a question, beside the rules or instead, and which heard it."""
    if not asks.by:
        return reading, {}
    nothing: tuple[Kind | None, ...] = (None,) * len(reading.lines)
    known = list(nothing if asks.instead else reading.asked)
    by: dict[int, str] = {}
    for one in asks.moments:
        at = one.span.utterance
        if known[at] is None:
            known[at], by[at] = "open" if one.label == "open" else "closed", one.by
    return evolve(reading, told=tuple(known)), by


def _resting(measured: Sequence[Metric], detected: Sequence[Detected]) -> Iterator[Metric]:
    """Each metric, its definition naming the detectors of plugins that it rests on."""
    for metric in measured:
        by = [
            one.definition.ref
            for one in detected
            if metric.definition in RESTING.get(one.definition.kind, ())
        ]
        yield evolve(metric, definition=variant(metric.definition, sorted(by))) if by else metric


def _others(detected: Sequence[Detected]) -> Iterator[Moment]:
    """Moments of the kinds that nothing built in finds."""
    kinds = dict.fromkeys(one.definition.kind for one in detected if not one.definition.built_in)
    for kind in kinds:
        yield from told(detected, kind).moments


def _measured(speech: Speech) -> Iterator[Metric]:
    for one in MEASURING:
        yield from one.measure(speech)


def _asked(speech: Speech, by: Mapping[int, str]) -> Iterator[Moment]:
    for one in speech.said:
        if one.question:
            span = Span(one.index, 0, len(one.text))
            yield Moment("question", span, one.question, by=by.get(one.index, ""))


_place = attrgetter("span.utterance", "span.start")


def _talk(speech: Speech) -> dict[str, int | None]:
    times = speech.talk_ms_by_speaker
    return {ref: times.get(ref, 0) if speech.timed else None for ref in speech.speakers}


def _words(speech: Speech) -> dict[str, int]:
    counts = dict.fromkeys(speech.speakers, 0)
    for one in speech.said:
        counts[one.speaker] += one.words
    return counts
