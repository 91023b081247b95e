"""A 1:1 between a coach and a person: agenda from data, notes, promises carried over."""

from collections.abc import Collection
from datetime import datetime

from attrs import evolve, frozen

from revrise.core.errors import Conflict


@frozen
class Promise:
    """What somebody said they would do, until when, and whether they did."""

    text: str
    by: str
    due_at: datetime | None = None
    kept: bool = False


@frozen
class OneOnOne:
    """`private_notes` are for the coach alone; `minutes` what the agenda may fill."""

    id: str
    person_id: str
    team_id: str | None
    coach_id: str
    at: datetime
    agenda: tuple[str, ...] = ()
    promises: tuple[Promise, ...] = ()
    shared_notes: str = ""
    private_notes: str = ""
    minutes: int = 30
    state: str = "planned"
    version: int = 1

    def hold(
        self, shared_notes: str, promises: tuple[Promise, ...], private_notes: str = ""
    ) -> "OneOnOne":
        """Held, with what was agreed. Raises Conflict when it was held already."""
        if self.state != "planned":
            raise Conflict(f"the 1:1 is {self.state}", culprit=self.id, remedy="plan another")
        return evolve(
            self,
            state="held",
            shared_notes=shared_notes,
            private_notes=private_notes,
            promises=promises,
            version=self.version + 1,
        )

    def keep(self, kept: Collection[int]) -> "OneOnOne":
        """With the promises at these places kept, the others open. Raises Conflict once held."""
        if self.state != "planned":
            raise Conflict(f"the 1:1 is {self.state}", culprit=self.id, remedy="plan another")
        promises = tuple(
            evolve(promise, kept=place in kept) for place, promise in enumerate(self.promises)
        )
        return evolve(self, promises=promises)

    def carried_over(self) -> tuple[Promise, ...]:
        """Promises not kept: the next agenda starts with them."""
        return tuple(promise for promise in self.promises if not promise.kept)
