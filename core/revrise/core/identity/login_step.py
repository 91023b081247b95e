"""A log-in that is half way: who began it, and for how long it may still be finished."""

from datetime import datetime, timedelta

from attrs import evolve, field, frozen

# What is still to be done: give a code, set up a second factor, come back from the provider.
CODE, ENROL, OUTSIDE = "code", "enrol", "outside"
LASTS = timedelta(minutes=10)


@frozen
class LoginStep:
    """It opens nothing but its own next step, once. `person_id` is None until they are known."""

    id: str
    kind: str
    token_hash: str = field(repr=False)
    made_at: datetime
    ends_at: datetime
    person_id: str | None = None
    onwards: str = "/"
    used_at: datetime | None = None
    version: int = 1

    def open(self, at: datetime, *kinds: str) -> bool:
        """Whether it may still be finished, as one of these kinds."""
        return self.kind in kinds and self.used_at is None and at < self.ends_at

    def used(self, at: datetime) -> "LoginStep":
        """Finished; it is never taken again."""
        return evolve(self, used_at=at, version=self.version + 1)
