"""A coach's promise to score a call before seeing what the machine says of it."""

from datetime import datetime
from typing import Literal

from attrs import evolve, frozen

from revrise.core.errors import Conflict
from revrise.core.scoring.assessment import Assessment

State = Literal["waiting", "open", "given", "scored", "dropped", "skipped", "over"]
ENDED = ("scored", "dropped", "skipped", "over")
# What may be scored now, with the machine's levels withheld.
TO_SCORE = ("open", "given")
# So many may wait or be open at once, for one coach.
MOST = 20


@frozen
class BlindReview:
    """Asked for before there is a call: the next one scored on `rubric` (its id) fills it.

    From the moment the machine's scorecard is kept it is withheld from the coach, until they
    scored the call or dropped the review. One of an assignment is `given` by `assigned_by` with
    its call, until `due`; while it is `sealed` its coach sees the levels of nobody else, also once
    they scored or skipped (for `reason`, `note`), until all of the assignment are done.
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
    assignment_id: str | None = None
    assigned_by: str | None = None
    due: datetime | None = None
    sealed: bool | None = None
    reason: str | None = None
    note: str | None = None
    version: int = 1

    @property
    def ended(self) -> bool:
        """Whether nothing is to be done any more."""
        return self.state in ENDED

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
        """The coach is done; what is sealed stays so. Raises Conflict when it ended before.

        One that was given is skipped with a reason, not dropped: Conflict too.
        """
        self._going()
        if state == "dropped" and self.assignment_id is not None:
            raise Conflict(
                "this review was given to you", culprit=self.id, remedy="skip it with a reason"
            )
        return evolve(self, state=state, ended_at=at, version=self.version + 1)

    def skip(self, reason: str, note: str, at: datetime) -> "BlindReview":
        """The coach passes; the others go on. Raises Conflict where it ended or was not given."""
        self._going()
        if self.assignment_id is None:
            raise Conflict("nobody gave you this review", culprit=self.id, remedy="give it up")
        after = evolve(self, state="skipped", reason=reason, note=note, ended_at=at)
        return evolve(after, version=self.version + 1)

    def unseal(self, at: datetime) -> "BlindReview":
        """Its assignment is over: who has not scored by now does not score blind any more."""
        shown = evolve(self, sealed=False, version=self.version + 1)
        return shown if self.ended else evolve(shown, state="over", ended_at=at)

    def _going(self) -> None:
        if self.ended:
            raise Conflict(
                "this blind review has ended",
                culprit=self.id,
                remedy="ask for another one: its next call is scored blind",
            )
