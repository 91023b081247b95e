"""What a measure reads in a call: a value with the words that show it, or a reason why not."""

from attrs import frozen

from revrise.core.conversations.moment import Span
from revrise.core.conversations.topics import coverage
from revrise.core.conversations.trackers import Tracker
from revrise.core.conversations.transcript import Side
from revrise.core.scoring.facts import CallFacts
from revrise.core.scoring.measure import (
    Human,
    Measure,
    MetricBand,
    MomentBand,
    QuestionBand,
    Sequence,
    TopicBand,
    TrackerBand,
)

_SHOWN = 3


@frozen
class Measured:
    """`value` is None exactly when `reason` says why."""

    value: float | int | None
    spans: tuple[Span, ...] = ()
    reason: str | None = None


def measure(kind: Measure, facts: CallFacts) -> Measured:
    """Reads one measure."""
    match kind:
        case MetricBand():
            return _metric(kind, facts)
        case QuestionBand() | MomentBand() | TrackerBand():
            return _counted(kind, facts)
        case Sequence():
            return _sequence(kind, facts)
        case TopicBand():
            return _topics(kind, facts)
        case Human():
            return Measured(None, reason="for_people")


def _hits(tracker: Tracker, facts: CallFacts) -> tuple[Span, ...]:
    return tuple(moment.span for moment in facts.track(tracker).moments)


def _metric(kind: MetricBand, facts: CallFacts) -> Measured:
    metric = facts.metrics.get(kind.metric)
    if metric is None:
        return Measured(None, reason="not_measured")
    if metric.value is None:
        return Measured(None, reason=metric.reason)
    return Measured(metric.value, _longest(facts, kind.shown))


def _longest(facts: CallFacts, side: Side) -> tuple[Span, ...]:
    reading = facts.reading
    own = [index for index, other in enumerate(reading.sides) if other == side]
    own.sort(key=lambda index: (-len(reading.lines[index].text), index))
    return tuple(reading.whole(index) for index in own[:_SHOWN])


def _counted(kind: QuestionBand | MomentBand | TrackerBand, facts: CallFacts) -> Measured:
    match kind:
        case QuestionBand():
            spans = _questions(kind, facts)
        case MomentBand():
            spans = _moments(kind, facts)
        case TrackerBand():
            spans = _tracked(kind, facts)
    return Measured(len(spans), spans)


def _questions(kind: QuestionBand, facts: CallFacts) -> tuple[Span, ...]:
    return tuple(
        facts.reading.whole(index)
        for index, form in sorted(facts.questions.items())
        if kind.form in {"any", form} and facts.reading.sides[index] == kind.side
    )


def _moments(kind: MomentBand, facts: CallFacts) -> tuple[Span, ...]:
    return tuple(
        moment.span
        for moment in facts.moments
        if moment.kind == kind.kind and kind.label in {None, moment.label}
    )


def _tracked(kind: TrackerBand, facts: CallFacts) -> tuple[Span, ...]:
    """The first hit of each utterance that counts."""
    start = -1
    if kind.after is not None:
        earlier = _hits(kind.after, facts)
        if not earlier:
            return ()
        start = earlier[0].utterance
    first: dict[int, Span] = {}
    for span in _hits(kind.tracker, facts):
        asked = kind.within == "utterances" or span.utterance in facts.questions
        if asked and span.utterance > start:
            first.setdefault(span.utterance, span)
    return tuple(first.values())


def _sequence(kind: Sequence, facts: CallFacts) -> Measured:
    moments = [moment for moment in facts.moments if moment.kind == kind.kind]
    if not moments:
        return Measured(None, reason=f"no_{kind.kind}s")
    taken = [moment.data.get(step) for moment in moments for step in kind.steps]
    done = [step for step in taken if step]
    spans = [moment.span for moment in moments]
    spans += [Span(*step) for step in done if _is_span(step)]
    return Measured(len(done) / len(taken), tuple(spans))


def _topics(kind: TopicBand, facts: CallFacts) -> Measured:
    touched = coverage(facts.transcript, [facts.track(topic) for topic in kind.topics])
    spans = tuple(moment.span for moment in touched.first)
    return Measured(touched.metric.value, spans, touched.metric.reason)


def _is_span(step: object) -> bool:
    """Whether a step points at words of an utterance; a date has its characters alone."""
    return isinstance(step, list | tuple) and len(step) == len(("utterance", "start", "end"))
