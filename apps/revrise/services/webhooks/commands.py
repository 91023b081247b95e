"""What can be asked of webhooks, and what comes back."""

from datetime import datetime

from attrs import frozen


@frozen
class AddWebhook:
    """A receiver at `url` for `events`: names such as call.scored, deal.*, or *."""

    url: str
    events: tuple[str, ...] = ("*",)


@frozen
class ChangeWebhook:
    """A receiver as it shall be; `version` is the one that was looked at."""

    endpoint_id: str
    url: str
    events: tuple[str, ...]
    active: bool
    version: int


@frozen
class ReplayWebhook:
    """Deliveries to send again: one, or all that ended in a span of time (`until` excluded)."""

    endpoint_id: str
    delivery_id: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    failed_only: bool = True


@frozen
class WebhookAdded:
    """A new receiver and its secret, which is never shown again."""

    id: str
    secret: str


@frozen
class WebhookView:
    """A receiver without its secrets. `pending` and `failed` count its deliveries."""

    id: str
    owner_id: str
    url: str
    events: tuple[str, ...]
    active: bool
    off_because: str | None
    failing_since: datetime | None
    created_at: datetime
    version: int
    pending: int = 0
    failed: int = 0
    delivered: int = 0
