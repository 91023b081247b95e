"""Content, courses, enrolments, practice."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta, field

from revrise.apps.api.views.common import Command, Free, Id, Line, Tongue, Version, View, Words

Body = Annotated[str, Meta(min_length=1, max_length=200_000, description="Markdown.")]
KINDS = "playbook|battlecard|case_study|one_pager|deck|demo_video|template"


class Asset(View):
    """An asset of the library."""

    id: str
    version: Version
    kind: Annotated[str | None, Meta(examples=["battlecard"])] = None
    title: str | None = None
    owner_id: str | None = None
    language: str | None = None
    state: Annotated[str | None, Meta(description="draft, published, expired or retired.")] = None
    tags: dict[str, str] | None = None
    published_version: Annotated[str | None, Meta(examples=["1.2.0"])] = None
    expires_at: datetime | None = None


class Review(View):
    """A step somebody took with a version, and what they said."""

    by: str
    verdict: str
    at: str
    comment: str = ""


class AssetVersion(View):
    """One edition of an asset; its text never changes once published."""

    id: str
    version: Version
    asset_id: str | None = None
    number: Annotated[str | None, Meta(examples=["1.2.0"])] = None
    state: Annotated[
        str | None, Meta(description="draft, in_review, approved, published, expired or retired.")
    ] = None
    author_id: str | None = None
    approved_by: list[str] | None = None
    reviews: Annotated[list[Review] | None, Meta(description="For those who make content.")] = None
    created_at: datetime | None = None
    published_at: datetime | None = None
    body: Annotated[str | None, Meta(description="Only for a single one.")] = None


class NewAsset(Command):
    """An asset with its first version, as a draft."""

    kind: Annotated[str, Meta(pattern=f"^({KINDS})$", examples=["battlecard"])]
    title: Annotated[Line, Meta(examples=["Against Acme"])]
    body: Body
    language: Tongue = "en"
    tags: Annotated[
        dict[Annotated[str, Meta(min_length=1, max_length=40)], Line], Meta(max_length=20)
    ] = field(default_factory=dict)


class Revision(Command):
    """The text of a new draft version."""

    body: Body


class NewUse(Command):
    """What you did with an asset, perhaps on a deal."""

    action: Annotated[str, Meta(pattern="^(viewed|shared|used)$", examples=["shared"])]
    deal_id: Id | None = None


class AssetUse(View):
    """Somebody viewed, shared or used an asset."""

    id: str
    version: Version
    asset_id: str | None = None
    person_id: str | None = None
    team_id: str | None = None
    action: str | None = None
    at: datetime | None = None
    deal_id: str | None = None


Handle = Annotated[str, Meta(pattern="^[A-Za-z0-9_-]{1,80}$", description="Yours to choose.")]
Title = Annotated[Line, Meta(pattern=r"\S", examples=["Asking well"])]


class LessonText(Command):
    """One sitting of a course; lessons under the same module belong together."""

    id: Annotated[Handle, Meta(examples=["l1"])]
    title: Title
    minutes: Annotated[int, Meta(ge=1, le=600)] = 5
    kind: Annotated[str, Meta(pattern="^(text|video|quiz|scorm)$")] = "text"
    body: Annotated[Words, Meta(examples=["Why questions open doors."])] = ""
    module: Annotated[str, Meta(max_length=300, examples=["Start"])] = ""
    asset_id: Annotated[Id | None, Meta(description="An asset to look at.")] = None
    scenario_id: Annotated[Id | None, Meta(description="A scenario to practise.")] = None


class QuestionText(Command):
    """One question of a quiz; `answer` is the place of the right option, from 0."""

    id: Annotated[Handle, Meta(examples=["q1"])]
    text: Annotated[Line, Meta(examples=["Which question is open?"])]
    options: Annotated[
        list[Line], Meta(min_length=2, max_length=10, examples=[["Why now?", "Is it red?"]])
    ]
    answer: Annotated[int, Meta(ge=0, le=9, examples=[0])]


class CourseText(Command):
    """All that its authors write of a course."""

    title: Title
    language: Tongue = "en"
    titles: Annotated[
        dict[Tongue, Line], Meta(max_length=2, description="Language → title.", examples=[{}])
    ] = field(default_factory=dict)
    competencies: Annotated[list[Id], Meta(max_length=50, examples=[["discovery"]])] = field(
        default_factory=list
    )
    lessons: Annotated[list[LessonText], Meta(max_length=100)] = field(default_factory=list)
    quiz: Annotated[list[QuestionText], Meta(max_length=100)] = field(default_factory=list)
    pass_mark: Annotated[float, Meta(ge=0, le=1, description="Share of quiz points.")] = 0.8
    due_days: Annotated[int, Meta(ge=1, le=3650)] | None = None


class CourseSource(View):
    """A course as its authors see it, with the answers of its quiz."""

    id: Id
    version: Version
    state: Annotated[str, Meta(description="draft, published or retired.")]
    edition: Annotated[int, Meta(ge=1)]
    text: Annotated[Free, Meta(description="What `PUT /v1/courses/{course_id}` takes.")]


class Course(View):
    """A course: lessons, and what it should improve."""

    id: str
    version: Version
    title: str | None = None
    competencies: list[str] | None = None
    language: str | None = None
    pass_mark: Annotated[float | None, Meta(description="Share of quiz points, 0 to 1.")] = None
    due_days: int | None = None
    state: Annotated[str | None, Meta(description="draft, published or retired.")] = None
    titles: Annotated[dict[str, str] | None, Meta(description="Language → title.")] = None
    edition: Annotated[int | None, Meta(description="Which version of it this is, from 1.")] = None
    follows: Annotated[str | None, Meta(description="The version before.")] = None
    replaced_by: Annotated[
        str | None, Meta(description="The version after; nobody begins this one any more.")
    ] = None
    published_at: datetime | None = None
    asked_at: Annotated[
        datetime | None, Meta(description="Since when it waits for review; null: it does not.")
    ] = None
    lessons: Annotated[list[Free] | None, Meta(description="Only for a single course.")] = None


class Enrolment(View):
    """A person in a course."""

    id: str
    version: Version
    course_id: str | None = None
    person_id: str | None = None
    team_id: str | None = None
    enrolled_at: datetime | None = None
    due_at: datetime | None = None
    done: Annotated[list[str] | None, Meta(description="Lessons finished, in order.")] = None
    score: float | None = None
    completed_at: datetime | None = None
    state: Annotated[str | None, Meta(description="enrolled, in_progress or completed.")] = None


class NewEnrolment(Command):
    """Whom to enrol in what."""

    course_id: Id
    person_id: Annotated[Id | None, Meta(description="You, when left out.")] = None


class NewEnrolments(Command):
    """Whom to enrol in what; each stands or falls alone."""

    items: Annotated[list[NewEnrolment], Meta(min_length=1, max_length=500)]


class Completed(Command):
    """The share of quiz points, 0 to 1."""

    score: Annotated[float, Meta(ge=0, le=1, examples=[0.9])]


class Answers(Command):
    """Lesson or question → the place of the option chosen, from 0."""

    answers: Annotated[dict[str, Annotated[int, Meta(ge=0, le=100)]], Meta(max_length=200)]


class Scenario(View):
    """The brief of a practice call."""

    id: str
    version: Version
    title: str | None = None
    persona: str | None = None
    brief: str | None = None
    rubric: str | None = None
    competency_id: str | None = None
    language: str | None = None
    pass_mark: Annotated[float | None, Meta(description="1 to 5.")] = None
    state: str | None = None


class Turn(View):
    """What one side said."""

    side: str
    text: str


class RolePlay(View):
    """One attempt of a person at a scenario."""

    id: str
    version: Version
    scenario_id: str | None = None
    person_id: str | None = None
    team_id: str | None = None
    started_at: datetime | None = None
    finished_at: datetime | None = None
    language: str | None = None
    state: Annotated[str | None, Meta(description="open, submitted or scored.")] = None
    score: Annotated[float | None, Meta(description="1 to 5.")] = None
    passed: bool | None = None
    turns: Annotated[list[Turn] | None, Meta(description="Only for a single one.")] = None


class NewRolePlay(Command):
    """Which scenario to practise."""

    scenario_id: Id


class NewTurn(Command):
    """What you say to the buyer."""

    text: Annotated[
        str, Meta(min_length=1, max_length=4_000, pattern=r"\S", examples=["What is at stake?"])
    ]


class Scored(View):
    """A session that was handed in, and its scorecard."""

    session: RolePlay
    scorecard: Free
