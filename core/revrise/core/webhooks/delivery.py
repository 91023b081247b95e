"""One event on its way to one endpoint: pending → delivered | failed."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random
from typing import Any

from attrs import evolve, frozen

from revrise.core.errors import Conflict
from revrise.core.ids import derived

# Waits in seconds after the first, second, … failure: 5 s to 24 h, three days and a bit in all.
WAITS = (5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400)
_LONGEST = timedelta(seconds=WAITS[-1])
AHEAD = 2 * _LONGEST
"""Nothing waits for so long: what does was put off before the clock was set back, and is due."""
_JITTER = 0.2


@frozen
class WebhookDelivery:
    """`id` is what the receiver sees as `webhook-id`: the same however often it is sent.

    `body` is the CloudEvent, fixed when the event was relayed; `next_at` when to try next.
    """

    id: str
    endpoint_id: str
    owner_id: str
    event_id: str
    event: str
    at: datetime
    body: Mapping[str, Any]
    next_at: datetime
    state: str = "pending"
    attempts: int = 0
    tried_at: datetime | None = None
    status: int | None = None
    error: str | None = None
    version: int = 1

    def delivered(self, status: int, at: datetime) -> "WebhookDelivery":
        """The receiver took it."""
        return self._tried(at, state="delivered", status=status, error=None)

    def failed(
        self, error: str, at: datetime, *, status: int | None = None, wait_s: float | None = None
    ) -> "WebhookDelivery":
        """It did not; tried again after a wait, or `wait_s` if the receiver asked for longer.

        After the last wait it stays failed until somebody replays it.
        """
        if self.attempts >= len(WAITS):
            return self._tried(at, state="failed", status=status, error=error)
        wait = timedelta(seconds=max(self._wait_s(), wait_s or 0))
        due = at + min(wait, _LONGEST)
        return self._tried(at, next_at=due, status=status, error=error)

    def given_up(self, error: str, at: datetime, status: int | None = None) -> "WebhookDelivery":
        """It will not be tried again by itself."""
        return self._tried(at, state="failed", status=status, error=error)

    def due(self, at: datetime) -> bool:
        """Whether it is to be sent."""
        return self.state == "pending" and not at < self.next_at <= at + AHEAD

    def replay(self, at: datetime) -> "WebhookDelivery":
        """To be sent again, from the first attempt. Raises Conflict while it is pending."""
        if self.state == "pending":
            raise Conflict(
                "it is still being delivered", culprit=self.id, remedy=f"next try {self.next_at}"
            )
        return evolve(self, state="pending", attempts=0, next_at=at, version=self.version + 1)

    def _wait_s(self) -> float:
        """With jitter, so that what failed together does not come back together."""
        spread = Random(f"{self.id}/{self.attempts}").uniform(-_JITTER, _JITTER)  # noqa: S311
        return WAITS[self.attempts] * (1 + spread)

    def _tried(self, at: datetime, **changes: Any) -> "WebhookDelivery":
        attempts, version = self.attempts + 1, self.version + 1
        return evolve(self, attempts=attempts, tried_at=at, version=version, **changes)


def delivery_id(endpoint_id: str, event_id: str) -> str:
    """The same id for the same endpoint and event."""
    return derived("whd", endpoint_id, event_id)
