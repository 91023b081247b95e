"""How a team talks, as command line and API give it."""

from typing import Any

from attrs import asdict

from revrise.services.trends.service import TeamTrends, Trend


def as_document(found: TeamTrends) -> dict[str, Any]:
    """The team, then person by person."""
    return {
        "metric": found.definition.id,
        "unit": found.definition.unit,
        "weeks": list(found.weeks),
        "measured": found.measured,
        "apart": found.apart,
        "cut": found.cut,
        "team": _trend(found.team),
        "running": [asdict(one) if one else None for one in found.running],
        "people": [_trend(one) for one in found.people],
    }


def _trend(one: Trend) -> dict[str, Any]:
    return {
        "person_id": one.person_id,
        "name": one.name or None,
        "median": one.middle,
        "calls": one.calls,
        "unknown": one.unknown,
        "reasons": dict(one.reasons),
        "change": asdict(one.change) if one.change else None,
        "share": asdict(one.share) if one.share else None,
        "weeks": [asdict(week) for week in one.weeks],
    }
