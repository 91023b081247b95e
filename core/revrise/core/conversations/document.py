"""An analysis as the document `revrise.call-analysis/1`, the same from every door."""

from collections.abc import Mapping, Sequence
from typing import Any

from revrise.core.conversations.analysis import CallAnalysis
from revrise.core.conversations.detector import DetectorDefinition
from revrise.core.conversations.metrics.metric import Metric
from revrise.core.conversations.moment import Moment
from revrise.core.conversations.trackers import TrackerResult

SCHEMA = "revrise.call-analysis/1"


def as_document(
    analysis: CallAnalysis, scorecards: Sequence[Mapping[str, Any]] = ()
) -> dict[str, Any]:
    """JSON-able. Times in ms; `scorecards` are already documents."""
    own = _own(analysis)
    return {
        "schema": SCHEMA,
        "language": analysis.language,
        "duration_ms": analysis.duration_ms,
        "speakers": _speakers(analysis),
        "utterances": _utterances(analysis),
        "metrics": {key: _metric(metric) for key, metric in analysis.metrics.items()},
        "trackers": [_tracker(result) for result in analysis.trackers],
        "objections": [_moment(one) for one in analysis.moments if one.kind == "objection"],
        "commitments": [
            _moment(one) for one in analysis.moments if one.kind in {"commitment", "closing"}
        ],
        "moments": [_moment(one) for one in analysis.moments if one.kind in own],
        "detectors": [_detector(one) for one in analysis.detectors],
        "scorecards": [dict(scorecard) for scorecard in scorecards],
    }


def _speakers(analysis: CallAnalysis) -> list[dict[str, Any]]:
    names = {one.ref: one.name for one in reversed(analysis.transcript.speakers)}
    return [
        {
            "ref": ref,
            "side": analysis.transcript.side(ref),
            "name": names.get(ref),
            "talk_ms": analysis.talk_ms[ref],
            "words": words,
        }
        for ref, words in analysis.words.items()
    ]


def _utterances(analysis: CallAnalysis) -> list[dict[str, Any]]:
    side = analysis.transcript.side
    objected = {
        one.span.utterance: one.label
        for one in reversed(analysis.moments)
        if one.kind == "objection"
    }
    acts = _acts(analysis)
    return [
        {
            "index": index,
            "speaker": said.speaker,
            "side": side(said.speaker),
            "start_ms": said.start_ms,
            "end_ms": said.end_ms,
            "text": said.text,
            "question": analysis.questions.get(index),
            "objection": objected.get(index),
            "acts": acts.get(index, []),
        }
        for index, said in enumerate(analysis.transcript.utterances)
    ]


def _acts(analysis: CallAnalysis) -> dict[int, list[str]]:
    """The kinds of moment in each utterance, each once, in order."""
    acts: dict[int, list[str]] = {}
    for moment in analysis.moments:
        known = acts.setdefault(moment.span.utterance, [])
        if moment.kind not in known:
            known.append(moment.kind)
    return acts


def _metric(metric: Metric) -> dict[str, Any]:
    return {
        "value": metric.value,
        "unit": metric.unit,
        "definition": metric.definition,
        "basis": metric.basis,
        "n": metric.n,
        "reason": metric.reason,
    }


def _tracker(result: TrackerResult) -> dict[str, Any]:
    hits = [_span(moment) for moment in result.moments]
    return {"tracker": result.tracker_id, "met": result.met, "hits": hits}


def _own(analysis: CallAnalysis) -> frozenset[str]:
    """The kinds that only detectors of plugins find."""
    return frozenset(one.kind for one in analysis.detectors if not one.built_in)


def _detector(definition: DetectorDefinition) -> dict[str, Any]:
    return {
        "detector": definition.ref,
        "kind": definition.kind,
        "label": {"en": definition.label.en, "zh": definition.label.zh},
        "instead": definition.instead,
    }


def _moment(moment: Moment) -> dict[str, Any]:
    """`by` only where a plugin's detector heard it."""
    told = {"kind": moment.kind, "label": moment.label, **_span(moment), "data": dict(moment.data)}
    return told | {"by": moment.by} if moment.by else told


def _span(moment: Moment) -> dict[str, int]:
    span = moment.span
    return {"utterance": span.utterance, "start": span.start, "end": span.end}
