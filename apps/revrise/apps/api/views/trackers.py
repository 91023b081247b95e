"""Trackers: what calls are listened for, and what was heard."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from revrise.apps.api.views.common import Command, Count, View

Titles = Annotated[
    dict[str, str], Meta(description="By language.", examples=[{"en": "Price too high"}])
]
TrackerToml = Annotated[
    str,
    Meta(
        max_length=1_000_000,
        description="TOML of the schema `revrise.tracker/1`; empty listens for nothing.",
        examples=["[[trackers]]\nid = 'price'\ntitle.en = 'Price'\nwhen = {phrases = ['price']}\n"],
    ),
]


class TrackerBrief(View):
    """One thing that is listened for."""

    id: Annotated[str, Meta(examples=["price"])]
    title: Titles


class PastCalls(View):
    """How far a job is with going through past calls for the set in force."""

    state: Annotated[
        str | None,
        Meta(description="That of the job; null: none was asked for, they are done at night."),
    ]
    done: Count
    total: Count
    error: Annotated[str, Meta(description="Why it ended or is tried again, else empty.")]


class Lately(View):
    """What was met in the calls you may see of the last 30 days."""

    since: datetime
    calls: Annotated[int, Meta(ge=0, description="Calls that were gone through.")]
    met: Annotated[dict[str, int], Meta(description="Tracker → in how many of them.")]


class TrackerSet(View):
    """The set that calls are listened for."""

    number: Annotated[int, Meta(ge=0, description="The version; 0: nobody set any.")]
    text: str
    set_by: str | None
    set_at: datetime | None
    trackers: list[TrackerBrief]
    fault: Annotated[
        str | None, Meta(description="Why the text is none any more; then nothing is heard.")
    ]
    past_calls: PastCalls | None
    lately: Annotated[Lately | None, Meta(description="Null for who may see no calls.")]


class SetTrackers(Command):
    """A whole set, and the version it was made from."""

    text: TrackerToml
    number: Annotated[int, Meta(ge=0, description="As shown; 0 where nobody set any.")]


class TrackerNumber(View):
    """The version that is in force now."""

    number: int


class TryTrackers(Command):
    """A set to try; it changes nothing."""

    text: TrackerToml
    calls: Annotated[int, Meta(ge=1, le=50, description="So many of the newest calls.")] = 20


class Stretch(View):
    """Characters of a line."""

    start: Count
    end: Count


class HeardLine(View):
    """A line in which something was heard."""

    call_id: str
    title: str
    started_at: datetime
    utterance: Count
    start_ms: int | None
    side: str
    text: str
    spans: list[Stretch]


class HeardTracker(View):
    """A tracker: in how many calls it was met, how often it was heard, and in which lines."""

    id: str
    title: Titles
    calls: Count
    times: Count
    lines: list[HeardLine]


class TriedTrackers(View):
    """What the set would have heard in the calls you may read."""

    calls: Annotated[int, Meta(ge=0, description="Calls listened to.")]
    silent: Annotated[int, Meta(ge=0, description="Calls left out: no consent to coach.")]
    heard: list[HeardTracker]


class CallTrackers(View):
    """What the set in force hears in a call; only trackers that are met."""

    call_id: str
    allowed: Annotated[bool, Meta(description="Whether its words may be coached on.")]
    heard: list[HeardTracker]


class TrackerVersion(View):
    """A version of the set."""

    number: int
    set_by: str
    set_at: datetime
    length: Annotated[int, Meta(ge=0, description="Characters of its text.")]


class TrackerVersions(View):
    """The newest hundred versions, the newest first."""

    items: list[TrackerVersion]


class TrackerDiff(View):
    """Ids of trackers that come, go and say something else; the lines that differ."""

    added: list[str]
    removed: list[str]
    changed: list[str]
    lines: Annotated[list[str], Meta(description="As a unified diff.")]


class TrackerVersionText(View):
    """A version with its text, compared with another."""

    number: int
    set_by: str
    set_at: datetime
    length: Count
    text: str
    against: Annotated[int, Meta(ge=0, description="Compared with this one; 0 is nothing.")]
    diff: TrackerDiff


class TrackerAgainst(Command):
    """With which version to compare."""

    against: Annotated[
        int | None, Meta(description="The one before it where it is left out; 0: nothing.")
    ] = None


class TrackedCallsQuery(Command):
    """Of whom, begun when."""

    rep_id: str | None = None
    team_id: str | None = None
    since: datetime | None = None
    until: Annotated[datetime | None, Meta(description="Begun before.")] = None
    after: Annotated[str | None, Meta(description="`next` of the page before.")] = None


class TrackedCall(View):
    """A call in which it was heard."""

    id: str
    title: str
    rep: Annotated[str, Meta(description="The name.")]
    started_at: datetime
    language: str


class TrackedCalls(View):
    """A page of calls."""

    items: list[TrackedCall]
    total: int | None
    next: Annotated[str | None, Meta(description="Continues the list; null at its end.")]
