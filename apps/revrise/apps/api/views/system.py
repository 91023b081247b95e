"""Search, jobs, plugins, policy, audit, runs of the sync."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta, field

from revrise.apps.api.views.common import (
    Command,
    Count,
    Free,
    Version,
    View,
)


class SearchQuery(Command):
    """What to look for."""

    q: Annotated[
        str,
        Meta(
            min_length=1,
            max_length=200,
            pattern=r"^\s*\S+(\s+\S+){0,7}\s*$",
            description="Up to 8 words that the name has.",
            examples=["hospital"],
        ),
    ]
    kind: Annotated[
        list[
            Annotated[
                str, Meta(pattern="^(deal|call|person|account|asset|course|scenario)$")
            ]
        ],
        Meta(max_length=7, description="Kinds of things; left out: all."),
    ] = field(default_factory=list)  # fmt: skip
    limit: Annotated[int, Meta(ge=1, le=50)] = 20


class Hit(View):
    """Something found."""

    kind: str
    id: str
    title: str
    subtitle: str
    url: Annotated[str, Meta(description="Its page.", examples=["/deals/deal_0195…"])]


class Hits(View):
    """What was found, the best first."""

    items: list[Hit]


class Progress(View):
    """How far a job is; `total` 0: unknown."""

    done: int
    total: int
    note: str


class Job(View):
    """Work in the background."""

    id: str
    task: Annotated[str | None, Meta(examples=["call.transcribe"])] = None
    queue: str | None = None
    state: Annotated[
        str | None,
        Meta(description="queued, running, succeeded, dead or cancelled.", examples=["succeeded"]),
    ] = None
    key: Annotated[str | None, Meta(description="What it is about.")] = None
    actor_id: str | None = None
    created_at: datetime | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    attempts: int | None = None
    progress: Progress | None = None
    result: Free | None = None
    error: Annotated[str | None, Meta(description="Why it is dead, or was tried again.")] = None
    remedy: str | None = None


class Breach(View):
    """Where the chain stops being true."""

    seq: int
    reason: str


class Verified(View):
    """Whether the audit chain holds."""

    entries: Count
    head: str | None
    breach: Breach | None
    checkpoints: Annotated[int, Meta(ge=0, description="Those of the database that agree.")]
    outside: Annotated[int, Meta(ge=0, description="Those kept outside that agree.")]
    against: Annotated[str, Meta(description="Where those are kept; empty: none were asked.")]
    uncovered: Annotated[int, Meta(ge=0, description="Entries since the last checkpoint.")]
    keys: list[str]


class CrmRun(View):
    """One sync of a source."""

    id: str
    version: Version
    source_id: str | None = None
    started_at: datetime | None = None
    state: Annotated[str | None, Meta(description="running, done or failed.")] = None
    ended_at: datetime | None = None
    report: Free | None = None
    error: str | None = None
    remedy: str | None = None


class CrmSource(View):
    """A system that is read, by schedule or when asked."""

    id: str
    version: Version
    name: str | None = None
    connector: Annotated[str | None, Meta(examples=["csv"])] = None
    cron: str | None = None
    active: bool | None = None


class NewCrmSource(Command):
    """A customer system to read."""

    name: Annotated[str, Meta(min_length=1, max_length=80, pattern=r"\S", examples=["erp"])]
    connector: Annotated[str, Meta(min_length=1, max_length=80, examples=["csv"])]
    location: Annotated[str, Meta(min_length=1, max_length=500, examples=["/srv/exports"])]
    options: Annotated[
        dict[
            Annotated[str, Meta(min_length=1, max_length=80)], Annotated[str, Meta(max_length=500)]
        ],
        Meta(max_length=30, description="Secrets as `env:NAME` or `file:/path`."),
    ] = field(default_factory=dict)
    cron: Annotated[
        str, Meta(max_length=80, description="Five fields in UTC; empty: only when asked.")
    ] = ""


class Switch(Command):
    """On or off."""

    active: bool


class Snapshot(View):
    """A team's figures on a day. Money is in minor units of `currency`; null is unknown."""

    id: str
    version: Version
    day: datetime | None = None
    team_id: str | None = None
    as_of: Annotated[datetime | None, Meta(description="The moment it was true.")] = None
    currency: str | None = None
    figures: dict[str, float | None] | None = None
