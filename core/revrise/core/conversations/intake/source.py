"""Where calls come from by machine, and what is known of all of them."""

from datetime import datetime
from typing import Any

from attrs import evolve, frozen

from revrise.core.conversations.intake.pulling import Pulling
from revrise.core.webhooks.endpoint import OVERLAP, WebhookSecret


@frozen
class IntakeSource:
    """`owner_id` is the person in whose name calls come in: their rights decide what is matched.

    `consent`, `jurisdiction` and `separately` (they agreed to each purpose by itself) hold for
    every call that says nothing else. `country` is the
    calling code of numbers that name none. `without_deal`: a call is kept though no deal fits.
    `connector` is the call source that is asked for its calls from `due_at` on, None where the
    system sends them by itself; `cursor` is behind the last that is kept, `pulling` what asking
    came to.
    """

    id: str
    name: str
    owner_id: str
    created_at: datetime
    secrets: tuple[WebhookSecret, ...] = ()
    consent: str = "none"
    jurisdiction: str = "unknown"
    country: str = ""
    without_deal: bool = False
    separately: bool | None = None
    active: bool = True
    connector: str | None = None
    cursor: str | None = None
    due_at: datetime | None = None
    pulling: Pulling | None = None
    version: int = 1

    def verifying(self, at: datetime) -> tuple[str, ...]:
        """The secrets that messages may be signed with at a moment."""
        return tuple(one.value for one in reversed(self.secrets) if one.signs(at))

    def rotate(self, value: str, at: datetime) -> "IntakeSource":
        """With a new secret; the old one is taken beside it for OVERLAP."""
        kept = tuple(
            evolve(one, retires_at=one.retires_at or at + OVERLAP)
            for one in self.secrets
            if one.signs(at)
        )
        return self._next(secrets=(*kept, WebhookSecret(value, at)))

    def pulled(self, after: Pulling, due_at: datetime, cursor: str | None = None) -> "IntakeSource":
        """With what asking its system came to, to be asked again at a moment."""
        return self._next(pulling=after, due_at=due_at, cursor=cursor or self.cursor)

    def change(self, **changes: Any) -> "IntakeSource":
        """As an administrator wants it."""
        return self._next(**changes)

    def _next(self, **changes: Any) -> "IntakeSource":
        return evolve(self, version=self.version + 1, **changes)
