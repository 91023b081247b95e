"""A course: modules of lessons, and what it should improve."""

from collections.abc import Mapping

from attrs import field, frozen


@frozen
class Lesson:
    """One sitting; `kind` is text | video | quiz | scorm. `body` is its text, paragraph a line."""

    id: str
    title: str
    minutes: int = 5
    kind: str = "text"
    body: str = ""


@frozen
class Question:
    """One question of a quiz with its options; `answer` is the index of the right one."""

    id: str
    text: str
    options: tuple[str, ...]
    answer: int


def _kept(questions: tuple[Question, ...] | None) -> tuple[Question, ...]:
    return tuple(questions or ())


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
    quiz: tuple[Question, ...] = field(default=(), converter=_kept)
    version: int = 1

    def marked(self, answers: Mapping[str, int]) -> float:
        """The share (0–1) of the quiz's questions answered rightly; 1.0 without a quiz."""
        if not self.quiz:
            return 1.0
        right = sum(answers.get(question.id) == question.answer for question in self.quiz)
        return right / len(self.quiz)
