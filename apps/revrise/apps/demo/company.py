"""The demo company as a whole: who works there, what it sells, and to whom."""

from datetime import date, datetime
from typing import Literal

from attrs import frozen

from revrise.apps.demo.call import Call
from revrise.apps.demo.deal import Deal
from revrise.apps.demo.enablement import (
    Asset,
    CoachingPlan,
    ContentUse,
    Course,
    Enrolment,
    Fact,
    OneToOne,
    RolePlay,
    Rollout,
    Scenario,
)
from revrise.apps.demo.truth import Truth
from revrise.core.bilingual import Bilingual, Language
from revrise.core.money import Money

Role = Literal["rep", "coach", "manager", "enablement", "admin"]


@frozen
class Team:
    """A node of the team tree; the root has no parent. `language` None at the root only."""

    id: str
    name: str
    parent_id: str | None
    language: Language | None


@frozen
class Person:
    """An employee; coaches and enablement sit in a region, the admin at the root."""

    id: str
    name: str
    email: str
    team_id: str
    roles: tuple[Role, ...]
    language: Language
    hired_on: date
    manager_id: str | None = None


@frozen
class Competency:
    """A node of the competency framework, levels 1-5; the root has no parent."""

    id: str
    name: Bilingual
    parent_id: str | None = None


@frozen
class Product:
    """Something sold, with a list price in each currency."""

    id: str
    name: str
    line: str
    prices: tuple[Money, ...]


@frozen
class Account:
    """A customer company."""

    id: str
    name: str
    industry: str
    country: str
    employees: int
    language: Language


@frozen
class Contact:
    """A contact card: one phone and e-mail identity at an account."""

    id: str
    account_id: str
    name: str
    title: str
    phone: str
    email: str
    created_at: datetime


@frozen
class Company:
    """Eighteen months of a company, ending at `today`. Everything is ordered by id or by time."""

    name: Bilingual
    seed: int
    start: date
    today: date
    teams: tuple[Team, ...]
    people: tuple[Person, ...]
    competencies: tuple[Competency, ...]
    products: tuple[Product, ...]
    accounts: tuple[Account, ...]
    contacts: tuple[Contact, ...]
    assets: tuple[Asset, ...]
    courses: tuple[Course, ...]
    scenarios: tuple[Scenario, ...]
    rollouts: tuple[Rollout, ...]
    enrolments: tuple[Enrolment, ...]
    role_plays: tuple[RolePlay, ...]
    content_uses: tuple[ContentUse, ...]
    plans: tuple[CoachingPlan, ...]
    one_to_ones: tuple[OneToOne, ...]
    deals: tuple[Deal, ...]
    calls: tuple[Call, ...]
    facts: tuple[Fact, ...]
    truth: Truth

    @property
    def reps(self) -> tuple[Person, ...]:
        """The people who sell."""
        return tuple(person for person in self.people if "rep" in person.roles)

    def team_tree(self, team_id: str) -> tuple[str, ...]:
        """A team's id and those of all teams below it, the top first."""
        below = (team.id for team in self.teams if team.parent_id == team_id)
        return (team_id, *(found for child in below for found in self.team_tree(child)))
