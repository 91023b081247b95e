"""A course: modules of lessons, and what it should improve."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from attrs import evolve, field, frozen

from revrise.core.content.approval import ApprovalRule, Review
from revrise.core.errors import Conflict, Invalid, Refused
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


def _said(reviews: tuple[Review, ...] | None) -> tuple[Review, ...]:
    return tuple(reviews or ())


def _first(edition: int | None) -> int:
    return edition or 1


@frozen
class Course:
    """`competencies` says what it trains; `pass_mark` is a share (0–1) of quiz points.

    `authors` wrote what is in it since the version before; `approved_by` approved this text, and
    a change of it takes their approvals away. `asked_at` is since when its author waits for
    review, None when they do not; `reviews` is what was done and said about it.

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
    asked_at: datetime | None = None
    reviews: tuple[Review, ...] = field(default=(), converter=_said)
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
        """A draft with other content, by an author, who asks for review anew.

        Raises Conflict once published, Invalid.
        """
        self._only("draft", "published courses do not change", "make a new version of it")
        after = evolve(self, **changes)
        check(after)
        if after == self:
            return self
        authors = tuple(dict.fromkeys((*self.authors, *([by] if by else ()))))
        fresh = evolve(after, authors=authors, approved_by=(), asked_at=None)
        return evolve(fresh, version=self.version + 1)

    def submitted(self, by: str, at: datetime) -> "Course":
        """Waiting for review. Raises Conflict for what waits or is no draft, Invalid unfinished."""
        self._only("draft", f"this course is {self.state} already", "only drafts are reviewed")
        check(self, whole=True)
        if self.asked_at is not None:
            raise Conflict("this course waits for review already", culprit=self.id)
        return self._with(Review(by, "submit", at), asked_at=at)

    def returned(self, said: Review, roles: Collection[str], rule: ApprovalRule) -> "Course":
        """Not approved as it is: its authors go on with it, and approvals so far are void.

        Raises Invalid without a reason, Conflict unless it waits, Refused for who is not asked.
        """
        self._only("draft", f"this course is {self.state} already", "only drafts are sent back")
        if not said.comment.strip():
            raise Invalid("say what is to be changed", culprit="comment")
        if self.asked_at is None:
            raise Conflict("nobody asked for a review of it", culprit=self.id)
        self._judges(said.by, roles, rule)
        return self._with(said, asked_at=None, approved_by=())

    def approved(
        self, by: str, roles: Collection[str], rule: ApprovalRule, at: datetime
    ) -> "Course":
        """With somebody's approval.

        Raises Refused for who wrote any of it, a second time and for who is not asked, Conflict
        unless a draft, Invalid for what is unfinished.
        """
        self._only("draft", f"this course is {self.state} already", "only drafts are approved")
        check(self, whole=True)
        self._judges(by, roles, rule)
        if by in self.approved_by:
            raise Refused("you approved this already", culprit=self.title)
        return self._with(Review(by, "approve", at), approved_by=(*self.approved_by, by))

    def published(self, at: datetime, needed: int = 0) -> "Course":
        """Open to learners, with so many approvals; what was said in review is gone.

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
        # Learners may read all of a course: what its authors were told is not for them.
        quiet = tuple(evolve(one, comment="") for one in self.reviews)
        out: dict[str, Any] = {"state": "published", "published_at": at, "asked_at": None}
        out["reviews"] = quiet
        return evolve(self, **out, version=self.version + 1)

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
            "asked_at": None,
            "reviews": (),
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

    def _with(self, said: Review, **changes: Any) -> "Course":
        return evolve(self, reviews=(*self.reviews, said), version=self.version + 1, **changes)

    def _judges(self, by: str, roles: Collection[str], rule: ApprovalRule) -> None:
        if by in self.authors:
            raise Refused("nobody approves what they wrote", culprit=self.title, remedy=_OTHER)
        if not rule.asks(by, roles):
            raise Refused("you are not asked to approve courses", culprit=self.title, remedy=_OTHER)

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
