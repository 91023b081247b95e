"""The audit trail's checkpoints and files; reports."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from revrise.apps.api.views.common import Command, Free, Id, View


class TrailQuery(Command):
    """Which entries, in which form."""

    format: Annotated[str, Meta(pattern="^(jsonl|csv)$")] = "jsonl"
    actor_id: Id | None = None
    action: Annotated[str, Meta(max_length=80, description="How the action begins.")] = ""
    subject: Annotated[str, Meta(max_length=200)] = ""
    since: datetime | None = None
    until: datetime | None = None
    only: Annotated[str, Meta(pattern="^(|refusals|access|exports|policy|audit)$")] = ""


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


class ReportTable(View):
    """A table as of a moment; each item has a value for every column."""

    name: str
    title: str
    at: datetime
    columns: list[Heading]
    items: list[Free]
