"""A dispute: the person scored says a level is wrong, and somebody else decides.

open → upheld | changed. Who scored the call cannot decide, nor can who disputes it.
"""

from collections.abc import Collection
from datetime import datetime

from attrs import evolve, frozen

from revrise.core.errors import Conflict, Invalid, Refused
from revrise.core.ids import derived
from revrise.core.scoring.bands import valid_level


@frozen
class Dispute:
    """`level` is the one disputed, `decided_level` what was decided.

    `reason` and `decision` say why, in the words of the two people. `person_id` was scored.
    """

    id: str
    assessment_id: str
    subject_id: str
    person_id: str
    team_id: str | None
    criterion: str
    level: int
    reason: str
    raised_at: datetime
    state: str = "open"
    decided_by: str | None = None
    decided_at: datetime | None = None
    decided_level: int | None = None
    decision: str = ""
    version: int = 1

    def decide(
        self, level: int, decision: str, by: str, at: datetime, scorers: Collection[str]
    ) -> "Dispute":
        """Decided at a level, for a reason.

        Raises Conflict when it was decided already, Refused for who disputes or scored it.
        """
        if self.state != "open":
            raise Conflict(f"the dispute is {self.state}", culprit=self.id, remedy="look again")
        if by == self.person_id or by in scorers:
            raise Refused(
                "a dispute is decided by somebody else than who scored or disputes",
                culprit=self.id,
                remedy="ask another coach or the manager",
            )
        return evolve(
            self,
            state="upheld" if level == self.level else "changed",
            decided_by=by,
            decided_at=at,
            decided_level=valid_level(level),
            decision=said(decision, "decision"),
            version=self.version + 1,
        )


def dispute_id(assessment_id: str, criterion: str) -> str:
    """A criterion of an assessment is disputed once; the decision stands."""
    return derived("disp", assessment_id, criterion)


def said(text: str, culprit: str) -> str:
    """The text without blanks around it. Raises Invalid when it is empty."""
    if not text.strip():
        raise Invalid("must say why", culprit=culprit, remedy="one sentence is enough")
    return text.strip()
