"""A course: modules of lessons, and what it should improve."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from attrs import evolve, field, frozen

from revrise.core.content.approval import ApprovalRule
from revrise.core.errors import Conflict, Refused
from revrise.core.learning.checking import check
from revrise.core.learning.lesson import Lesson, Question

__all__ = ["Course", "Lesson", "Question"]
_OTHER = "ask somebody who wrote none of it and may approve courses"


def _kept(questions: tuple[Question, ...] | None) -> tuple[Question, ...]:
    return tuple(questions or ())


def _titles(titles: Mapping[str, str] | None) -> Mapping[str, str]:
    return dict(titles or {})


def _names(ids: tuple[str, ...] | None) -> tuple[str, ...]:
    return tuple(ids or ())


def _first(edition: int | None) -> int:
    return edition or 1


@frozen
class Course:
    """`competencies` says what it trains; `pass_mark` is a share (0–1) of quiz points.

    `authors` wrote what is in it since the version before; `approved_by` approved this text, and
    a change of it takes their approvals away.

    draft → published → retired. `titles` is language → title, beside `title`. What is published
    does not change: a next version is a course of its own that `follows` this one, and when that
    one is published this one is `replaced_by` it. Whoever began a version goes on with it.
    """

    id: str
    title: str
    competencies: tuple[str, ...]
    lessons: tuple[Lesson, ...]
    language: str = "en"
    pass_mark: float = 0.8
    due_days: int | None = None
    state: str = "published"
    quiz: tuple[Question, ...] = field(default=(), converter=_kept)
    titles: Mapping[str, str] = field(factory=dict, converter=_titles)
    edition: int = field(default=1, converter=_first)
    follows: str | None = None
    replaced_by: str | None = None
    published_at: datetime | None = None
    authors: tuple[str, ...] = field(default=(), converter=_names)
    approved_by: tuple[str, ...] = field(default=(), converter=_names)
    version: int = 1

    @property
    def open(self) -> bool:
        """Whether people may begin it."""
        return self.state == "published" and self.replaced_by is None

    def called(self, language: str) -> str:
        """Its title in a language, else the one it has."""
        return self.titles.get(language) or self.title

    def marked(self, answers: Mapping[str, int]) -> float:
        """The share (0–1) of the quiz's questions answered rightly; 1.0 without a quiz."""
        if not self.quiz:
            return 1.0
        right = sum(answers.get(question.id) == question.answer for question in self.quiz)
        return right / len(self.quiz)

    def edited(self, by: str = "", **changes: Any) -> "Course":
        """A draft with other content, by an author. Raises Conflict once published, Invalid."""
        self._only("draft", "published courses do not change", "make a new version of it")
        after = evolve(self, **changes)
        check(after)
        if after == self:
            return self
        authors = tuple(dict.fromkeys((*self.authors, *([by] if by else ()))))
        return evolve(after, authors=authors, approved_by=(), version=self.version + 1)

    def approved(self, by: str, roles: Collection[str], rule: ApprovalRule) -> "Course":
        """With somebody's approval.

        Raises Refused for who wrote any of it, a second time and for who is not asked, Conflict
        unless a draft, Invalid for what is unfinished.
        """
        self._only("draft", f"this course is {self.state} already", "only drafts are approved")
        check(self, whole=True)
        if by in self.authors:
            raise Refused("nobody approves what they wrote", culprit=self.title, remedy=_OTHER)
        if by in self.approved_by:
            raise Refused("you approved this already", culprit=self.title)
        if not rule.asks(by, roles):
            raise Refused("you are not asked to approve courses", culprit=self.title, remedy=_OTHER)
        return evolve(self, approved_by=(*self.approved_by, by), version=self.version + 1)

    def published(self, at: datetime, needed: int = 0) -> "Course":
        """Open to learners, with so many approvals.

        Raises Conflict unless a draft and approved, Invalid for what is unfinished.
        """
        self._only("draft", f"this course is {self.state} already", "only drafts are published")
        check(self, whole=True)
        if len(self.approved_by) < needed:
            raise Conflict(
                f"{len(self.approved_by)} of {needed} approvals are there",
                culprit=self.id,
                remedy=_OTHER,
            )
        return evolve(self, state="published", published_at=at, version=self.version + 1)

    def next_draft(self, course_id: str, by: str = "") -> "Course":
        """The draft of its next version, begun by an author.

        Raises Conflict unless it is the newest published one.
        """
        self._only("published", f"this course is {self.state}", "start from a published one")
        self._newest()
        fresh: dict[str, Any] = {
            "state": "draft",
            "edition": self.edition + 1,
            "follows": self.id,
            "authors": (by,) if by else (),
            "approved_by": (),
        }
        return evolve(self, id=course_id, published_at=None, version=1, **fresh)

    def superseded(self, by: str) -> "Course":
        """No longer the newest. Raises Conflict when another one took its place."""
        self._newest()
        return evolve(self, replaced_by=by, version=self.version + 1)

    def retired(self) -> "Course":
        """Gone for learners, for good. Raises Conflict for a second time."""
        if self.state == "retired":
            raise Conflict(f"{self.title} is retired already", culprit=self.id)
        return evolve(self, state="retired", version=self.version + 1)

    def _only(self, state: str, message: str, remedy: str) -> None:
        if self.state != state:
            raise Conflict(message, culprit=self.id, remedy=remedy)

    def _newest(self) -> None:
        if self.replaced_by is not None:
            raise Conflict(
                f"{self.title} has a newer version {self.replaced_by}",
                culprit=self.id,
                remedy="go on from that one",
            )
