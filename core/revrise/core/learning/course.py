"""A course: modules of lessons, and what it should improve."""

from attrs import frozen


@frozen
class Lesson:
    """One sitting; `kind` is text | video | quiz | scorm."""

    id: str
    title: str
    minutes: int = 5
    kind: str = "text"


@frozen
class Course:
    """`competencies` says what it trains; `pass_mark` is a share (0–1) of quiz points."""

    id: str
    title: str
    competencies: tuple[str, ...]
    lessons: tuple[Lesson, ...]
    language: str = "en"
    pass_mark: float = 0.8
    due_days: int | None = None
    state: str = "published"
    version: int = 1
