"""A role-play session: turns with a buyer, then a score. open → submitted → scored."""

from datetime import datetime

from attrs import evolve, frozen

from revrise.core.conversations.transcript import Speaker, Transcript, Utterance
from revrise.core.errors import Conflict
from revrise.core.events import Event
from revrise.core.roleplay.scenario import Scenario


@frozen
class Turn:
    """What one side said; `side` is seller or buyer."""

    side: str
    text: str


@frozen
class RolePlay:
    """One attempt of a person at a scenario. `score` runs from 1 to 5, `passed` follows it."""

    id: str
    scenario_id: str
    person_id: str
    team_id: str | None
    started_at: datetime
    language: str = "en"
    turns: tuple[Turn, ...] = ()
    finished_at: datetime | None = None
    score: float | None = None
    passed: bool | None = None
    state: str = "open"
    version: int = 1

    def say(self, side: str, text: str) -> "RolePlay":
        """With one more turn. Raises Conflict once submitted."""
        self._require("open")
        return evolve(self, turns=(*self.turns, Turn(side, text)), version=self.version + 1)

    def submit(self, at: datetime) -> "RolePlay":
        """Handed in for scoring. Raises Conflict when empty or handed in already."""
        self._require("open")
        if not any(turn.side == "seller" for turn in self.turns):
            raise Conflict("nothing was said by the seller yet", culprit=self.id)
        return evolve(self, state="submitted", finished_at=at, version=self.version + 1)

    def judge(
        self, scenario: Scenario, score: float, at: datetime
    ) -> tuple["RolePlay", tuple[Event, ...]]:
        """Scored against the scenario's pass mark."""
        self._require("submitted")
        passed = score >= scenario.pass_mark
        judged = evolve(self, state="scored", score=score, passed=passed, version=self.version + 1)
        name = "role_play.passed" if passed else "role_play.failed"
        data = {"scenario": scenario.id, "competency": scenario.competency_id, "score": score}
        return judged, (Event(name, self.id, at, self.person_id, data),)

    def transcript(self) -> Transcript:
        """The turns as an untimed transcript, so that calls and practice are scored alike."""
        return Transcript(
            self.language,
            (Speaker("seller", "seller", person_id=self.person_id), Speaker("buyer", "buyer")),
            tuple(Utterance(turn.side, turn.text) for turn in self.turns),
            source=f"role_play:{self.id}",
        )

    def _require(self, state: str) -> None:
        if self.state != state:
            remedy = "submit it first" if self.state == "open" else "start a new session"
            raise Conflict(
                f"the session is {self.state}, not {state}", culprit=self.id, remedy=remedy
            )
