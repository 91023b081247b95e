"""A comment on a call, at a moment of it or on the whole: what coaching is made of."""

from collections.abc import Sequence
from datetime import datetime

from attrs import evolve, field, frozen

from revrise.core.errors import Invalid, Refused

# Who reads a comment besides those who coach the rep: the rep too, or nobody else.
SHARED = ("rep", "coaches")
LONGEST = 4_000


def _ids(found: Sequence[str] | None) -> tuple[str, ...]:
    """Rows of before anybody was mentioned hold nothing."""
    return tuple(found or ())


@frozen
class CallComment:
    """`owner_id` is the rep of the call, `author_id` who wrote it.

    `at_ms` is the moment it is about, in ms from the start; `utterance` the line. `parent_id` is
    the comment it answers. `shared` is one of SHARED.
    `mentions` are the people told of it by name.
    """

    id: str
    call_id: str
    owner_id: str
    team_id: str | None
    author_id: str
    at: datetime
    text: str
    at_ms: int | None = None
    utterance: int | None = None
    parent_id: str | None = None
    shared: str = "rep"
    mentions: tuple[str, ...] = field(default=(), converter=_ids)
    version: int = 1

    def reword(self, text: str, by: str) -> "CallComment":
        """With another text. Raises Refused for anybody but its author."""
        self.belongs(by)
        return evolve(self, text=checked(text), version=self.version + 1)

    def belongs(self, by: str) -> None:
        """Raises Refused for anybody but its author."""
        if by != self.author_id:
            raise Refused(
                "only its author changes a comment", culprit=self.id, remedy="reply to it instead"
            )


def checked(text: str) -> str:
    """The text without blanks around it. Raises Invalid when empty or beyond LONGEST."""
    bare = text.strip()
    if not bare:
        raise Invalid("must say something", culprit="text", remedy="write what you noticed")
    if len(bare) > LONGEST:
        raise Invalid(
            f"is {len(bare):,} characters long", culprit="text", remedy=f"at most {LONGEST:,}"
        )
    return bare
