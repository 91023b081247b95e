"""Where calls come from by machine, and what is known of all of them."""

from datetime import datetime
from typing import Any

from attrs import evolve, frozen

from revrise.core.webhooks.endpoint import OVERLAP, WebhookSecret


@frozen
class IntakeSource:
    """`owner_id` is the person in whose name calls come in: their rights decide what is matched.

    `consent` and `jurisdiction` hold for every call that says nothing else. `country` is the
    calling code of numbers that name none. `without_deal`: a call is kept though no deal fits.
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
    active: bool = True
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

    def change(self, **changes: Any) -> "IntakeSource":
        """As an administrator wants it."""
        return self._next(**changes)

    def _next(self, **changes: Any) -> "IntakeSource":
        return evolve(self, version=self.version + 1, **changes)
