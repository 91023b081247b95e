"""Roles in time: lent by who has them, given for a while, or taken in an emergency."""

from datetime import datetime, timedelta

from attrs import evolve, frozen

from revrise.core.errors import Conflict, Invalid

RESPONDER = "responder"
LONGEST = {
    "delegated": timedelta(days=90),
    "temporary": timedelta(days=366),
    "break_glass": timedelta(hours=1),
}
_SHORTEST_REASON, _LONGEST_REASON = 10, 500


@frozen
class RoleGrant:
    """A role somebody has from `starts_at` until `ends_at`, and why.

    `delegated`: `given_by` lends a role of their own, and with it how far they see. `temporary`:
    given by who may. `break_glass`: taken by oneself for at most an hour; everybody in charge is
    told at once.
    """

    id: str
    person_id: str
    role: str
    kind: str
    given_by: str
    reason: str
    starts_at: datetime
    ends_at: datetime
    ended_at: datetime | None = None
    ended_by: str | None = None
    version: int = 1

    def active(self, at: datetime) -> bool:
        """Whether it counts at a moment."""
        return self.ended_at is None and self.starts_at <= at < self.ends_at

    def over(self, at: datetime) -> bool:
        """Whether it will never count again."""
        return self.ended_at is not None or self.ends_at <= at

    def ended(self, at: datetime, by: str) -> "RoleGrant":
        """Over before its time. Raises Conflict when it was over already."""
        if self.over(at):
            raise Conflict("this grant is over already", culprit=self.id)
        return evolve(self, ended_at=at, ended_by=by, version=self.version + 1)

    def checked(self, now: datetime) -> "RoleGrant":
        """Itself. Raises Invalid for a span or a reason that does not do."""
        if not _SHORTEST_REASON <= len(self.reason.strip()) <= _LONGEST_REASON:
            raise Invalid(
                f"takes {_SHORTEST_REASON} to {_LONGEST_REASON} characters",
                culprit="reason",
                remedy="say why this is needed",
            )
        longest = LONGEST[self.kind]
        if not self.starts_at < self.ends_at or self.ends_at <= now:
            raise Invalid("must end after it starts, and later than now", culprit="ends_at")
        if self.ends_at - self.starts_at > longest:
            raise Invalid(f"lasts {longest} at most", culprit="ends_at", remedy="choose less")
        return self
