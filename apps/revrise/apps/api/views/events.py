"""Notifications, webhooks and their deliveries."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from revrise.apps.api.views.common import (
    ABSENT,
    Absent,
    Command,
    Count,
    Id,
    Time,
    Version,
    View,
)

Name = Annotated[str, Meta(min_length=1, max_length=80)]


class Notification(View):
    """One person is told of one event."""

    id: str
    kind: Annotated[str, Meta(examples=["call.scored"])]
    at: datetime
    title: Annotated[str, Meta(description="In your language.")]
    body: str
    link: Annotated[str, Meta(description="The page it is about.")]
    subject: str
    read_at: datetime | None


class Unread(View):
    """How many you have not read."""

    unread: Count


class Marked(View):
    """How many were marked as read."""

    marked: Count


class Preferences(View):
    """What you are not told, and where beside the app you are told."""

    muted: list[str]
    channels: list[str]
    kinds: Annotated[dict[str, str], Meta(description="Every kind, in your language.")]
    offered: Annotated[list[str], Meta(description="Channels there are.")]


class NewPreferences(Command):
    """What you do not want to be told, and where beside the app."""

    muted: Annotated[tuple[Name, ...], Meta(max_length=50)] = ()
    channels: Annotated[tuple[Name, ...], Meta(max_length=10)] = ()


Url = Annotated[
    str,
    Meta(
        pattern=r"^https?://[^\s]+$",
        min_length=10,
        max_length=500,
        examples=["https://hooks.company.example/revrise"],
    ),
]
Events = Annotated[
    tuple[Annotated[str, Meta(min_length=1, max_length=80, examples=["deal.*"])], ...],
    Meta(min_length=1, max_length=50, description="Names such as call.scored, deal.*, or *."),
]


class Webhook(View):
    """A receiver of events, without its secret."""

    id: str
    version: Version
    owner_id: str
    url: str
    events: list[str]
    active: bool
    off_because: str | None
    failing_since: datetime | None
    created_at: datetime
    pending: Count
    failed: Count
    delivered: Count


class Webhooks(View):
    """The receivers you may see."""

    items: list[Webhook]


class NewWebhook(Command):
    """A receiver to add."""

    url: Url
    events: Events = ("*",)


class WebhookChanges(Command):
    """What changes about a receiver."""

    url: Url | Absent = ABSENT
    events: Events | Absent = ABSENT
    active: Annotated[bool | Absent, Meta(examples=[True])] = ABSENT


class WebhookSecret(View):
    """A secret to check signatures with; it is never shown again."""

    id: str
    secret: str


class Delivery(View):
    """One event on its way to one receiver."""

    id: str
    version: Version
    endpoint_id: str | None = None
    event_id: str | None = None
    event: str | None = None
    at: datetime | None = None
    state: Annotated[str | None, Meta(description="pending, delivered or failed.")] = None
    attempts: int | None = None
    tried_at: datetime | None = None
    next_at: datetime | None = None
    status: Annotated[int | None, Meta(description="The receiver's HTTP status.")] = None
    error: str | None = None


class Replay(Command):
    """Which deliveries to send again: one, or all that ended in a span of time."""

    delivery_id: Id | None = None
    since: Time | None = None
    until: Time | None = None
    failed_only: bool = True


class Replayed(View):
    """How many are on their way again."""

    replayed: Count
