"""A place that wants to hear of events."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from fnmatch import fnmatchcase
from typing import Any

from attrs import evolve, frozen

from revrise.core.errors import Invalid
from revrise.core.webhooks.names import closest, known

_TABLE = "see the table in docs/webhooks.md"
_FILTER = re.compile(r"\*|[a-z_]+\.(\*|[a-z_]+)")
# How long a receiver of the old secret has to learn the new one.
OVERLAP = timedelta(days=1)
# How long everything may fail before the endpoint is switched off.
PATIENCE = timedelta(days=5)


@frozen
class WebhookSecret:
    """`value` is `whsec_` and base64; signatures with it are sent until `retires_at`."""

    value: str
    since: datetime
    retires_at: datetime | None = None

    def signs(self, at: datetime) -> bool:
        """Whether it is in use."""
        return self.retires_at is None or at < self.retires_at


@frozen
class WebhookEndpoint:
    """`owner_id` is the person whose rights decide what is sent.

    `events` are names or `deal.*` or `*`. `failing_since` is when the present row of failures
    began.
    """

    id: str
    owner_id: str
    url: str
    events: tuple[str, ...]
    secrets: tuple[WebhookSecret, ...]
    created_at: datetime
    active: bool = True
    off_because: str | None = None
    failing_since: datetime | None = None
    version: int = 1

    def wants(self, event: str) -> bool:
        """Whether it is to hear of events of this name."""
        return self.active and any(fnmatchcase(event, each) for each in self.events)

    def signing(self, at: datetime) -> tuple[str, ...]:
        """The secrets to sign with at a moment, the newest first."""
        return tuple(one.value for one in reversed(self.secrets) if one.signs(at))

    def rotate(self, value: str, at: datetime) -> "WebhookEndpoint":
        """With a new secret; the old one signs beside it for OVERLAP."""
        kept = tuple(
            evolve(one, retires_at=one.retires_at or at + OVERLAP)
            for one in self.secrets
            if one.signs(at)
        )
        return self._next(secrets=(*kept, WebhookSecret(value, at)))

    def change(self, url: str, events: Iterable[str], *, active: bool) -> "WebhookEndpoint":
        """As its owner wants it; switched on again, its failures are forgotten."""
        off = self.off_because if not active else None
        since = self.failing_since if self.active or not active else None
        # One of an older version may name what there is no more: it can still be switched off.
        asked = tuple(events)
        chosen = asked if asked == self.events else filters(asked)
        return self._next(
            url=url, events=chosen, active=active, off_because=off, failing_since=since
        )

    def heard(self, *, well: bool, at: datetime) -> "WebhookEndpoint":
        """After an attempt: failures in a row go on, or have ended."""
        since = None if well else self.failing_since or at
        return self if since == self.failing_since else self._next(failing_since=since)

    def switch_off(self, because: str) -> "WebhookEndpoint":
        """Nothing more is sent until its owner switches it on."""
        return self._next(active=False, off_because=because)

    def hopeless(self, at: datetime) -> bool:
        """Whether it failed longer than anybody's patience."""
        return self.failing_since is not None and at - self.failing_since >= PATIENCE

    def _next(self, **changes: Any) -> "WebhookEndpoint":
        return evolve(self, version=self.version + 1, **changes)


def filters(wanted: Iterable[str]) -> tuple[str, ...]:
    """Event filters, each once. Raises Invalid for one that can never fit."""
    chosen = tuple(dict.fromkeys(wanted))
    wrong = [one for one in chosen if not _FILTER.fullmatch(one)]
    if wrong or not chosen:
        raise Invalid(
            f"no event filter: {wrong[0]!r}" if wrong else "names no event",
            culprit="events",
            remedy="give names such as call.scored, deal.* or *",
        )
    for one in chosen:
        if not known(one):
            near = closest(one)
            raise Invalid(
                f"there is no event {one!r}",
                culprit="events",
                remedy=f"did you mean {near}?" if near else _TABLE,
            )
    return chosen
