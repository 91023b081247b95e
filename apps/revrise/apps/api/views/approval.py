"""Review of content: what waits, what is said, who approves, what differs."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta, field

from revrise.apps.api.views.common import Command, Id, Line, View


class Returned(Command):
    """Why a version goes back to its author."""

    comment: Annotated[str, Meta(min_length=1, max_length=2_000, examples=["Name the source"])]


class Opinion(Command):
    """What you think of a version; may be empty."""

    comment: Annotated[str, Meta(max_length=2_000, examples=["Good as it is"])] = ""


class Validity(Command):
    """How long an asset is shown; null for as long as it is not taken away."""

    expires_at: Annotated[datetime, Meta(tz=True, examples=["2099-12-31T00:00:00Z"])] | None


class Earlier(Command):
    """The version to go back to."""

    number: Annotated[str, Meta(pattern=r"^[0-9]+\.[0-9]+\.[0-9]+$", examples=["1.0.0"])]


class Waiting(View):
    """A version in review. `mine`: it waits for you."""

    asset_id: str
    title: str | None
    kind: str | None
    number: str
    author_id: str | None
    author: str
    since: datetime
    published_version: str | None
    approvals: int
    needed: int
    mine: bool


class Inbox(View):
    """What is in review, the longest waiting first."""

    items: list[Waiting]


class WaitingCourse(View):
    """A draft of a course in review. `mine`: it waits for you."""

    course_id: str
    title: str
    edition: int
    author: str
    since: datetime
    approvals: int
    needed: int
    mine: bool


class CourseInbox(View):
    """The courses in review, the longest waiting first."""

    items: list[WaitingCourse]


class Piece(View):
    """A part of a line, and whether it is what changed."""

    text: str
    changed: bool


class DiffLine(View):
    """A line of one version or of both."""

    kind: Annotated[str, Meta(description="same, gone or new.")]
    pieces: list[Piece]


class Difference(View):
    """From one version of an asset to another."""

    old: str
    new: str
    lines: list[DiffLine]


class ApprovalRule(View):
    """How many have to approve a kind of content, and who is asked."""

    kind: str
    needed: int
    approvers: list[str]
    roles: list[str]


class ApprovalRules(View):
    """The rules there are; a kind without one takes that of `*`, or one person."""

    items: list[ApprovalRule]


class SetApprovalRule(Command):
    """Without people and roles, everybody is asked who may approve content."""

    needed: Annotated[int, Meta(ge=0, le=5, examples=[2])]
    approvers: Annotated[list[Id], Meta(max_length=50, examples=[[]])] = field(default_factory=list)
    roles: Annotated[list[Line], Meta(max_length=20, examples=[["enablement"]])] = field(
        default_factory=list
    )
