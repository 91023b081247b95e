"""Calls as documents: the shape that CLI, API and plugins share."""

from collections.abc import Mapping
from typing import Any

from attrs import asdict

from revrise.core.conversations.document import as_document
from revrise.core.conversations.transcript import Transcript
from revrise.core.scoring.document import as_document as card_document
from revrise.services.measures.analysing import Analysed


def document(analysed: Analysed) -> dict[str, Any]:
    """`revrise.call-analysis/1`."""
    cards = [card_document(card) for card in analysed.scorecards]
    return dict(as_document(analysed.analysis, cards))


def shown(found: Mapping[str, Any]) -> dict[str, Any]:
    """A stored call; `utterances` None where its words may not be shown."""
    call, consent, transcript = found["call"], found["consent"], found["transcript"]
    return {
        "id": call.id,
        "title": call.title,
        "rep": call.owner_id,
        "deal": call.deal_id,
        "started_at": call.started_at.isoformat(),
        "language": call.language,
        "duration_ms": call.duration_ms,
        "state": call.state,
        "blocked_reason": call.blocked_reason,
        "consent": asdict(consent),
        "metrics": {name: asdict(metric) for name, metric in call.metrics.items()},
        "scorecards": [card_document(card) for card in found["scorecards"]],
        "utterances": None if transcript is None else lines(transcript),
    }


def lines(transcript: Transcript, first: int = 0, most: int | None = None) -> list[dict[str, Any]]:
    """The lines of a transcript from `first` on, `most` of them."""
    chosen = transcript.utterances[first : None if most is None else first + most]
    return [
        {
            "index": index,
            "speaker": one.speaker,
            "side": transcript.side(one.speaker),
            "start_ms": one.start_ms,
            "end_ms": one.end_ms,
            "text": one.text,
        }
        for index, one in enumerate(chosen, first)
    ]
