"""Role-play: practising a scenario in text turns, scored like a call."""

from collections.abc import Sequence

from attrs import frozen

from revrise.core.errors import Refused
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import where
from revrise.core.people.competency import Observation
from revrise.core.roleplay.scenario import Scenario
from revrise.core.roleplay.session import RolePlay
from revrise.core.scoring.assessment import Assessment, assessment_id
from revrise.core.scoring.rubric import RubricDefinition
from revrise.core.scoring.scorecard import Scorecard
from revrise.ports.catalogue import rubric_there
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork, View
from revrise.services.desk import Desk
from revrise.services.measures.analysing import Analyst
from revrise.services.naming import names_of


@frozen
class PracticePage:
    """A session; `scenario` is None where it is no longer open to who asks.

    `tries` are the person's sessions of the same scenario, the newest first.
    """

    session: RolePlay
    scenario: Scenario | None
    assessment: Assessment | None
    tries: tuple[View, ...]


@frozen
class Practice:
    """Use cases around scenarios and sessions."""

    desk: Desk
    analyst: Analyst

    def scenarios(self, by: Actor) -> Sequence[View]:
        """The scenarios the actor may practise, by title."""
        with self.desk.store.read(by) as work:
            scope = self.desk.scope(by, "scenario")
            return work.of(Scenario).rows(scope, Query(order=(("title", False),)))

    def sessions(self, by: Actor) -> Sequence[View]:
        """The sessions the actor may see, newest first."""
        with self.desk.store.read(by) as work:
            scope = self.desk.scope(by, "role_play")
            return work.of(RolePlay).rows(scope, Query(order=(("started_at", True),)))

    def show(self, session_id: str, by: Actor) -> "PracticePage":
        """A session with its scenario and, once scored, its scorecard. NotFound when hidden."""
        with self.desk.store.read(by) as work:
            session = work.of(RolePlay).load(session_id, self.desk.scope(by, "role_play"))
            scenario = self._scenario(work, session.scenario_id, by)
            query = Query(where=where(subject_id=session_id))
            cards = work.of(Assessment).load_many(self.desk.scope(by, "assessment"), query)
            same = where(scenario_id=session.scenario_id, person_id=session.person_id)
            tries = work.of(RolePlay).rows(
                self.desk.scope(by, "role_play"), Query(same, (("started_at", True),), limit=10)
            )
        return PracticePage(session, scenario, cards[0] if cards else None, tuple(tries))

    def rubric(self, found: "PracticePage") -> RubricDefinition | None:
        """The rubric a session is or was scored on, where its plugin still has it."""
        reference = found.assessment.rubric if found.assessment else ""
        name = reference.partition("@")[0] or (found.scenario.rubric if found.scenario else "")
        kept = rubric_there(self.analyst.catalogue, name)
        return kept.definition if kept else None

    def names(self, by: Actor, people: set[str]) -> dict[str, str]:
        """The names of people the actor may see."""
        with self.desk.store.read(by) as work:
            return names_of(self.desk, work, by, people)

    def begin(self, scenario_id: str, by: Actor) -> RolePlay:
        """Goes on with the actor's session of a scenario in which nothing was said, else starts."""
        rule = where(scenario_id=scenario_id, person_id=by.person_id, state="open")
        with self.desk.store.read(by) as work:
            query = Query(rule, (("started_at", True),), limit=1)
            found = work.of(RolePlay).load_many(self.desk.scope(by, "role_play", "update"), query)
        untouched = [one for one in found if not any(turn.side == "seller" for turn in one.turns)]
        return untouched[0] if untouched else self.start(scenario_id, by)

    def say_once(self, session_id: str, text: str, turn: int, by: Actor) -> RolePlay:
        """Like `say`, unless more than `turn` turns were taken already: a second click."""
        with self.desk.store.read(by) as work:
            before = work.of(RolePlay).load(session_id, self.desk.scope(by, "role_play", "update"))
        return before if len(before.turns) > turn else self.say(session_id, text, by)

    def start(self, scenario_id: str, by: Actor) -> RolePlay:
        """A new session of the actor's own; the buyer opens with the first objection."""
        with self.desk.store.begin(by) as work:
            scenario = work.of(Scenario).load(scenario_id, self.desk.scope(by, "scenario"))
            session = RolePlay(
                self.desk.ids.new("rp"),
                scenario_id,
                by.person_id,
                by.team_id,
                self.desk.clock.now(),
                scenario.language,
            ).say("buyer", _line(scenario, 0))
            work.of(RolePlay).add(session, self.desk.scope(by, "role_play", "create"))
            work.record("role_play.started", session.id)
        return session

    def say(self, session_id: str, text: str, by: Actor) -> RolePlay:
        """The seller's turn and the scripted buyer's answer, as long as the script has one."""
        scope = self.desk.scope(by, "role_play", "update")
        with self.desk.store.begin(by) as work:
            before = work.of(RolePlay).load(session_id, scope)
            scenario = work.of(Scenario).load(before.scenario_id, self.desk.scope(by, "scenario"))
            after = before.say("seller", text)
            spoken = sum(turn.side == "buyer" for turn in after.turns)
            if spoken <= len(scenario.objections):
                after = after.say("buyer", _line(scenario, spoken))
            work.of(RolePlay).save(after, scope, expected=before.version)
            work.record("role_play.turn", session_id)
        return after

    def submit(self, session_id: str, by: Actor) -> tuple[RolePlay, Scorecard]:
        """Hands in and scores a session on its scenario's rubric.

        Raises Refused when the rubric cannot score it.
        """
        scope = self.desk.scope(by, "role_play", "update")
        with self.desk.store.begin(by) as work:
            before = work.of(RolePlay).load(session_id, scope)
            scenario = work.of(Scenario).load(before.scenario_id, self.desk.scope(by, "scenario"))
            now = self.desk.clock.now()
            card = self._card(scenario, before.submit(now))
            after, events = before.submit(now).judge(scenario, card.score or 1.0, now)
            work.of(RolePlay).save(after, scope, expected=before.version)
            self._keep(work, by, after, card)
            work.emit(*events)
            work.record("role_play.scored", session_id, {"passed": after.passed})
        return after, card

    def _scenario(self, work: UnitOfWork, scenario_id: str, by: Actor) -> Scenario | None:
        query = Query(where=where(id=scenario_id))
        found = work.of(Scenario).load_many(self.desk.scope(by, "scenario"), query)
        return found[0] if found else None

    def _card(self, scenario: Scenario, session: RolePlay) -> Scorecard:
        analysed = self.analyst.analyse(session.transcript(), [scenario.rubric])
        if not analysed.scorecards or analysed.scorecards[0].score is None:
            raise Refused(
                f"rubric {scenario.rubric} could not score this session",
                culprit=session.id,
                remedy="say more, or look at `revrise plugins list`",
            )
        return analysed.scorecards[0]

    def _keep(self, work: UnitOfWork, by: Actor, session: RolePlay, card: Scorecard) -> None:
        assessment = Assessment(
            assessment_id(session.id, card.rubric),
            session.id,
            session.person_id,
            session.team_id,
            session.started_at,
            card.rubric,
            card.score,
            card,
        )
        work.of(Assessment).add(assessment, self.desk.scope(by, "assessment", "create"))
        scope = self.desk.scope(by, "observation", "create")
        work.of(Observation).add_many(assessment.observations(), scope)


def _line(scenario: Scenario, index: int) -> str:
    return scenario.objections[min(index, len(scenario.objections) - 1)]
