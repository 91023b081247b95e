"""The index of what was said: which line of which call holds which words.

It holds no text. It is made of a transcript and goes with it: a transcript that is changed or
removed, and a call whose key is destroyed, are in it no more.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from attrs import frozen

from revrise.core.conversations.spoken_search import Phrase, Words
from revrise.core.governance.scope import Scope
from revrise.ports.query import ALL_ROWS, Query

# A place is one number: the newest call first, its lines in order. 17 bits are its line.
LINE_BITS = 17
LAST_LINE = (1 << LINE_BITS) - 1


@frozen
class SpokenLine:
    """A line of a transcript by its index: its words in order, and what marks it."""

    index: int
    words: Phrase
    marks: tuple[str, ...] = ()


@frozen
class SpokenCall:
    """What of a call is searched; `at` is when it began, `transcript_id` what it is made of."""

    call_id: str
    transcript_id: str
    at: datetime
    lines: tuple[SpokenLine, ...]


@frozen
class Wanted:
    """Lines with these words and all of these marks, in calls of a query.

    `calls` and `words` are the scopes of calls and of transcripts: both have to admit. `after`
    is the place to go on behind.
    """

    asked: Words
    marks: tuple[str, ...]
    calls: Scope
    words: Scope
    query: Query = ALL_ROWS
    after: int | None = None
    limit: int = 20


@frozen
class Place:
    """Where something was said."""

    at: int
    call_id: str

    @property
    def line(self) -> int:
        """The index of the line in its transcript."""
        return LAST_LINE - (self.at & LAST_LINE)


class Spoken(Protocol):
    """The index of one tenant in a unit of work."""

    def put(self, call: SpokenCall) -> None:
        """Indexes a call anew. Nothing happens where its transcript is not there."""
        ...

    def add(self, call: SpokenCall, most: int) -> int:
        """Indexes up to `most` of its lines that are not in it yet; says how many are left.

        Until none is, the call is due, and found by those that are in it: whoever is stopped
        goes on where it was. Lines made of other words go first.
        """
        ...

    def drop(self, call_id: str) -> int:
        """Forgets a call; says how many lines it had."""
        ...

    def renew(self) -> int:
        """Forgets all, and the key of it where there is one; says how many calls there were."""
        ...

    def due(self, limit: int, behind: str = "", among: Sequence[str] = ()) -> Sequence[str]:
        """Transcripts, by id, that are not in it: behind an id, of these where some are named."""
        ...

    def find(self, wanted: Wanted) -> Sequence[Place]:
        """The places in order, rows and words of hidden calls left out in the question itself."""
        ...
