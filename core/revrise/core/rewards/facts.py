"""What a reward rule may look at: things that happened, each with an id of its own.

`id` names the occurrence (an enrolment, a session, a win, a plan, a scorecard); a point is
granted at most once for it. `competencies` are ids of the framework. `name` is what people call
the course, scenario or deal.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from attrs import Factory, field, frozen

from revrise.core.money import Money


@frozen
class CourseCompleted:
    """A person finished a course; `titles` is language → its title there, beside `name`."""

    id: str
    person_id: str
    at: datetime
    course_id: str
    competencies: tuple[str, ...] = ()
    name: str = ""
    titles: Mapping[str, str] = Factory(dict)

    @property
    def called(self) -> str:
        """Its name, else the course's id."""
        return self.name or self.course_id

    def titled(self, language: str) -> str:
        """Its title in a language, else the one it has."""
        return self.titles.get(language) or self.called


@frozen
class RolePlayPassed:
    """A person passed a role-play; `score` runs from 1 to 5."""

    id: str
    person_id: str
    at: datetime
    scenario_id: str
    score: float
    competencies: tuple[str, ...] = ()
    name: str = ""

    @property
    def called(self) -> str:
        """Its name, else the scenario's id."""
        return self.name or self.scenario_id


@frozen
class DealWon:
    """A deal was won by its owner."""

    id: str
    person_id: str
    at: datetime
    value: Money | None = None
    competencies: tuple[str, ...] = ()
    name: str = ""

    @property
    def called(self) -> str:
        """Its name, else its id."""
        return self.name or self.id


@frozen
class PlanCompleted:
    """A person completed a coaching plan."""

    id: str
    person_id: str
    at: datetime
    competencies: tuple[str, ...] = ()


@frozen
class CertifiedScore:
    """A call was scored by a certified rubric; `score` runs from 1 to 5."""

    id: str
    person_id: str
    at: datetime
    rubric: str
    score: float
    competencies: tuple[str, ...] = ()


@frozen
class TrackerHeard:
    """In a call of theirs a tracker was met, heard so often; `since` is the tracker's version.

    Only rules that name the tracker (`RewardRuleDefinition.trackers`) are shown it. `at` is when
    the call began.
    """

    id: str
    person_id: str
    at: datetime
    tracker: str
    since: int
    times: int
    competencies: tuple[str, ...] = ()


Fact = CourseCompleted | RolePlayPassed | DealWon | PlanCompleted | CertifiedScore | TrackerHeard


def _in_time(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    return tuple(sorted(facts, key=lambda fact: (fact.at, fact.id)))


@frozen
class Facts:
    """The facts of one person, in time order; those of one moment in order of id."""

    person_id: str
    all: tuple[Fact, ...] = field(converter=_in_time, default=())

    def practice(self) -> tuple[CourseCompleted | RolePlayPassed, ...]:
        """Courses finished and role-plays passed."""
        return tuple(f for f in self.all if isinstance(f, CourseCompleted | RolePlayPassed))

    def won(self) -> tuple[DealWon, ...]:
        """Deals won."""
        return tuple(fact for fact in self.all if isinstance(fact, DealWon))

    def heard(self, tracker: str) -> tuple[TrackerHeard, ...]:
        """Calls in which that tracker was met."""
        found = (fact for fact in self.all if isinstance(fact, TrackerHeard))
        return tuple(fact for fact in found if fact.tracker == tracker)

    def courses(self) -> tuple[CourseCompleted, ...]:
        """Courses finished."""
        return tuple(fact for fact in self.all if isinstance(fact, CourseCompleted))


def by_person(facts: Iterable[Fact]) -> tuple[Facts, ...]:
    """Facts per person, in order of person id."""
    found: dict[str, list[Fact]] = {}
    for fact in facts:
        found.setdefault(fact.person_id, []).append(fact)
    return tuple(Facts(person_id, found[person_id]) for person_id in sorted(found))
