"""What enablement made and what people did with it: content, courses, practice, coaching."""

from datetime import date, datetime
from typing import Literal

from attrs import frozen

from revrise.core.bilingual import Bilingual
from revrise.core.money import Money


@frozen
class AssetVersion:
    """A published, immutable version (`1.2.0`) with its text."""

    number: str
    published_at: datetime
    body: Bilingual


@frozen
class Asset:
    """A piece of content; `tags` are (facet, value) pairs; versions are oldest first."""

    id: str
    kind: str
    title: Bilingual
    tags: tuple[tuple[str, str], ...]
    owner_id: str
    versions: tuple[AssetVersion, ...]
    expires_on: date | None = None


@frozen
class ContentUse:
    """An asset used on a deal by a person."""

    asset_id: str
    version: str
    person_id: str
    deal_id: str
    at: datetime
    action: Literal["viewed", "shared"]


@frozen
class Course:
    """A course of lessons (title, minutes) for a competency."""

    id: str
    title: Bilingual
    competency: str
    lessons: tuple[tuple[Bilingual, int], ...]


@frozen
class Enrolment:
    """A person on a course. `wave` counts from 1 where the rollout was randomised, else 0.

    `quiz` is the share of right answers, None until completion.
    """

    id: str
    person_id: str
    course_id: str
    enrolled_at: datetime
    completed_at: datetime | None
    wave: int = 0
    quiz: float | None = None


@frozen
class Wave:
    """The people whom a randomised rollout reaches from a day on."""

    number: int
    starts_on: date
    person_ids: tuple[str, ...]


@frozen
class Rollout:
    """A course rolled out in waves that chance composed within teams; the last may be to come."""

    course_id: str
    waves: tuple[Wave, ...]


@frozen
class Scenario:
    """A role-play: persona, brief, the objections it raises, and the level (1-5) that passes."""

    id: str
    title: Bilingual
    persona: Bilingual
    brief: Bilingual
    objections: tuple[str, ...]
    competency: str
    pass_mark: float


@frozen
class RolePlay:
    """One session of a scenario; `score` is a level 1-5."""

    id: str
    person_id: str
    scenario_id: str
    at: datetime
    score: float
    passed: bool


@frozen
class CoachingPlan:
    """A plan to close a gap; `actions` are (kind, what).

    `completed_at` is None while it is open, and when it was closed without effect.
    """

    id: str
    person_id: str
    coach_id: str
    competency: str
    baseline: float
    target: float
    actions: tuple[tuple[str, str], ...]
    opened_at: datetime
    due_on: date
    state: Literal["accepted", "completed", "closed"]
    completed_at: datetime | None = None


@frozen
class OneToOne:
    """A 1:1 between a rep and a manager or a coach; `plan_id` where it followed a plan."""

    id: str
    person_id: str
    leader_id: str
    at: datetime
    agenda: tuple[str, ...]
    promise: str
    plan_id: str | None = None


@frozen
class Fact:
    """Something a reward rule may pay for, about one person, by the record it came from.

    `kind` is course-completed | role-play-passed | plan-completed | deal-won.
    """

    kind: str
    person_id: str
    subject_id: str
    at: datetime
    amount: Money | None = None
