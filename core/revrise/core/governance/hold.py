"""Legal holds: what must not go, whatever retention, erasure or a withdrawn consent would take."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from attrs import evolve, frozen

from revrise.core.errors import Conflict, Invalid

# A hold on a person or a deal holds their calls too.
HOLDABLE = ("person", "call", "deal")
_SHORTEST, _LONGEST = 10, 500


@frozen
class LegalHold:
    """`kind` is one of HOLDABLE, `subject_id` the id of the thing held; `reason` says why."""

    id: str
    kind: str
    subject_id: str
    reason: str
    placed_by: str
    placed_at: datetime
    released_by: str | None = None
    released_at: datetime | None = None
    released_because: str = ""
    version: int = 1

    @property
    def holds(self) -> bool:
        """Whether it still counts."""
        return self.released_at is None

    def checked(self) -> "LegalHold":
        """Itself. Raises Invalid for another kind of thing or without a reason."""
        if self.kind not in HOLDABLE:
            raise Invalid(
                f"cannot hold {self.kind!r}", culprit="kind", remedy=f"one of {', '.join(HOLDABLE)}"
            )
        reasoned(self.reason)
        return self

    def released(self, by: str, at: datetime, because: str) -> "LegalHold":
        """Over, for a reason. Raises Conflict when it was released before."""
        if not self.holds:
            raise Conflict("this hold was released before", culprit=self.id)
        return evolve(
            self,
            released_by=by,
            released_at=at,
            released_because=reasoned(because),
            version=self.version + 1,
        )


def reasoned(reason: str) -> str:
    """The reason without blanks around it. Raises Invalid when it says too little or too much."""
    bare = reason.strip()
    if not _SHORTEST <= len(bare) <= _LONGEST:
        raise Invalid(
            f"takes {_SHORTEST} to {_LONGEST} characters",
            culprit="reason",
            remedy="say why, e.g. the number of the case",
        )
    return bare


def touches(held: Iterable[str], row: Mapping[str, object]) -> bool:
    """Whether a row is one of the held things or points at one: such a row stays."""
    names = frozenset(held)
    return any(isinstance(cell, str) and cell in names for cell in row.values())
