"""A coach's promise to score a call before seeing what the machine says of it."""

from datetime import datetime
from typing import Literal

from attrs import evolve, frozen

from revrise.core.errors import Conflict
from revrise.core.scoring.assessment import Assessment

State = Literal["waiting", "open", "scored", "dropped"]
ENDED = ("scored", "dropped")
# So many may wait or be open at once, for one coach.
MOST = 20


@frozen
class BlindReview:
    """Asked for before there is a call: the next one scored on `rubric` (its id) fills it.

    From the moment the machine's scorecard is kept it is withheld from the coach, until they
    scored the call or dropped the review.
    """

    id: str
    coach_id: str
    rubric: str
    asked_at: datetime
    state: State = "waiting"
    assessment_id: str | None = None
    subject_id: str | None = None
    opened_at: datetime | None = None
    ended_at: datetime | None = None
    version: int = 1

    def open(self, assessment: Assessment, at: datetime) -> "BlindReview":
        """Filled with the call it is about."""
        return evolve(
            self,
            state="open",
            assessment_id=assessment.id,
            subject_id=assessment.subject_id,
            opened_at=at,
            version=self.version + 1,
        )

    def end(self, state: Literal["scored", "dropped"], at: datetime) -> "BlindReview":
        """The machine's levels are shown from now on. Raises Conflict when it ended before."""
        if self.state in ENDED:
            raise Conflict(
                "this blind review has ended",
                culprit=self.id,
                remedy="ask for another one: its next call is scored blind",
            )
        return evolve(self, state=state, ended_at=at, version=self.version + 1)
