"""The audit trail: its entries, checkpoints and files; reports."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from revrise.apps.api.views.common import Command, Free, Id, View
from revrise.services.auditing.trail import Sought


class Entries(Command):
    """Which entries; what is not given does not narrow."""

    actor_id: Id | None = None
    action: Annotated[str, Meta(max_length=80, description="How the action begins.")] = ""
    subject: Annotated[str, Meta(max_length=200)] = ""
    since: datetime | None = None
    until: Annotated[datetime | None, Meta(description="Before this moment.")] = None
    only: Annotated[str, Meta(pattern="^(|refusals|access|exports|policy|audit)$")] = ""


class TrailQuery(Entries):
    """Which entries, in which form."""

    format: Annotated[str, Meta(pattern="^(jsonl|csv)$")] = "jsonl"


class AuditQuery(Entries):
    """Which entries, a page of them."""

    order: Annotated[str, Meta(pattern="^(oldest|newest)$", description="Which come first.")] = (
        "oldest"
    )
    after: (
        Annotated[
            int, Meta(ge=0, le=2**53, description="Entries behind this `seq`, in that order.")
        ]
        | None
    ) = None
    limit: Annotated[int, Meta(ge=1, le=500)] = 100


class AuditEntry(View):
    """One operation: who, what, on which subject, when; bound to the one before by its hash."""

    seq: int
    at: datetime
    actor_id: str
    action: str
    subject: str
    detail: Free
    changes: str
    previous: str
    hash: str


class AuditPage(View):
    """Entries in the order asked for; `after` for the next page, or null."""

    items: list[AuditEntry]
    after: int | None


class Checkpoint(View):
    """The signed head of the chain, to be kept elsewhere: `line` is a line for such a file."""

    id: str
    seq: int
    hash: str
    at: datetime
    key_id: str
    public_key: Annotated[str, Meta(description="Ed25519, in hex.")]
    signature: str
    line: str


class LastCheckpoint(View):
    """The newest checkpoint, null before the first; how many entries came since."""

    checkpoint: Checkpoint | None
    waiting: int


class OfferedReport(View):
    """A report there is."""

    name: Annotated[str, Meta(examples=["access-review"])]
    title: str
    about: str


class OfferedReports(View):
    """Every report."""

    items: list[OfferedReport]


class Heading(View):
    """A column of a report."""

    name: str
    title: str


class Outside(View):
    """How many things of a sort you may not see; null is fewer than five."""

    of: str
    count: int | None


class ReportTable(View):
    """A table as of a moment; each item has a value for every column.

    `outside` is what it leaves out because you may not see it; empty: nothing.
    """

    name: str
    title: str
    at: datetime
    columns: list[Heading]
    items: list[Free]
    outside: list[Outside]


def sought(query: Entries) -> Sought:
    """What was asked for, for the service."""
    who = None if query.actor_id is None else (query.actor_id,)
    return Sought(who, query.action, query.subject, query.since, query.until, query.only)
