"""Trackers as documents: the same from command line and API."""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import asdict

from revrise.core.conversations.tracker_text import TrackerText
from revrise.core.conversations.trackers import Tracker
from revrise.services.trackers.again import Lately, ListenedSoFar
from revrise.services.trackers.hearing import Heard, HeardInCall, HeardLine, Tried
from revrise.services.trackers.service import TrackersDiff, TrackersInForce


def brief(trackers: Sequence[Tracker]) -> list[dict[str, Any]]:
    """Ids and titles, in their order."""
    return [{"id": one.id, "title": dict(one.title)} for one in trackers]


def in_force(
    found: TrackersInForce, past: ListenedSoFar | None, lately: Lately | None
) -> dict[str, Any]:
    """The set that is listened for, with its text, and how far past calls are gone through."""
    version, fault = found.version, found.fault
    return {
        "number": found.number,
        "text": found.text,
        "set_by": version.set_by if version else None,
        "set_at": version.set_at if version else None,
        "trackers": brief(found.trackers),
        "fault": str(fault) if fault else None,
        "past_calls": asdict(past) if past else None,
        "lately": _lately(found, lately) if lately else None,
    }


def _lately(found: TrackersInForce, lately: Lately) -> dict[str, Any]:
    met = {one.id: lately.met.get(one.id, 0) for one in found.trackers}
    return {"since": lately.since, "calls": lately.calls, "met": met}


def listed(version: TrackerText) -> dict[str, Any]:
    """A version without its text."""
    found = {"number": version.number, "set_by": version.set_by, "set_at": version.set_at}
    return {**found, "length": len(version.text)}


def compared(version: TrackerText, against: int, diff: TrackersDiff) -> dict[str, Any]:
    """A version with its text and what is different in it from another."""
    return {**listed(version), "text": version.text, "against": against, "diff": asdict(diff)}


def tried(found: Tried) -> dict[str, Any]:
    """What a text would have heard."""
    return {"calls": found.calls, "silent": found.silent, "heard": heard(found.heard)}


def in_call(call_id: str, found: HeardInCall) -> dict[str, Any]:
    """What is heard in a call: only what is met."""
    met = [one for one in found.heard if one.calls]
    return {"call_id": call_id, "allowed": found.allowed, "heard": heard(met)}


def heard(found: Sequence[Heard]) -> list[dict[str, Any]]:
    """Tracker by tracker."""
    return [
        {
            "id": one.tracker.id,
            "title": dict(one.tracker.title),
            "calls": one.calls,
            "times": one.times,
            "lines": [_line(line) for line in one.lines],
        }
        for one in found
    ]


def _line(line: HeardLine) -> Mapping[str, Any]:
    found = asdict(line)
    return {**found, "spans": [{"start": start, "end": end} for start, end in line.spans]}
