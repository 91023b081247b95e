"""The review queue: from which call that nobody reviewed most is learnt, and why.

A handful of set queries, however many calls there are; the formula is core's `learning_value`.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from attrs import frozen

from revrise.core.coaching.learning_value import FORMULA, Ranked, Why, ranked
from revrise.core.conversations.call import Call
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import where
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork, View
from revrise.services.coaching.queue_facts import QueueFacts
from revrise.services.desk import Desk
from revrise.services.lawful import agreed
from revrise.services.naming import names_of

__all__ = ["FORMULA", "Queue", "RepCoverage", "ReviewQueues", "ToReview", "Why"]
_AT_ONCE = 400


@frozen
class ToReview:
    """A call worth a coach's time; its value is the sum of its reasons' points."""

    call_id: str
    title: str
    person: str
    person_id: str
    at: datetime
    duration_ms: int | None
    waits: timedelta
    value: int
    why: tuple[Why, ...]


@frozen
class RepCoverage:
    """How much of a rep is heard: calls reviewed in the last 30 days, and how many wait.

    `unheard_days` since a call of theirs was reviewed; None for never.
    """

    person_id: str
    person: str
    reviewed: int
    waiting: int
    unheard_days: int | None


@frozen
class Queue:
    """The first of the queue, how long all of it takes, and who is heard how often.

    Consent is asked for what is shown: of more than 400 waiting calls, `total` may hold some that
    nobody may coach on.
    """

    rows: tuple[ToReview, ...]
    total: int
    total_ms: int
    reps: tuple[RepCoverage, ...] = ()
    formula: str = FORMULA


@frozen
class ReviewQueues:
    """The use case."""

    desk: Desk

    def show(self, by: Actor, limit: int = 7) -> Queue:
        """Calls of others the actor may coach on and nobody reviewed, the most telling first.

        Raises Refused for who may see no calls.
        """
        now = self.desk.clock.now()
        with self.desk.store.read(by) as work:
            facts = QueueFacts(self.desk, work, by, now)
            waiting, known = facts.gathered()
            order = ranked((one.candidate for one in waiting), known)
            shown, silent = self._allowed(work, by, order, limit, now)
            titles = self._titles(work, by, tuple(one.candidate.call_id for one in shown))
            people = {*known.unheard, *facts.reviewed} - {by.person_id}
            names = {one: one for one in people} | names_of(self.desk, work, by, people)
        left = [one for one in waiting if one.candidate.call_id not in silent]
        rows = tuple(_row(one, titles, names, now) for one in shown)
        total_ms = sum(one.duration_ms or 0 for one in left)
        waits = [one.candidate.person_id for one in left]
        reps = _reps(names, waits, facts.reviewed, known.unheard)
        return Queue(rows, len(left), total_ms, reps)

    def _allowed(
        self, work: UnitOfWork, by: Actor, order: Sequence[Ranked], limit: int, now: datetime
    ) -> tuple[list[Ranked], set[str]]:
        """The first that may be coached on, and the ids of those passed over that may not."""
        shown: list[Ranked] = []
        silent: set[str] = set()
        for start in range(0, len(order), _AT_ONCE):
            bite = order[start : start + _AT_ONCE]
            fine = self._agreed(work, by, tuple(one.candidate.call_id for one in bite), now)
            shown += [one for one in bite if one.candidate.call_id in fine]
            silent |= {one.candidate.call_id for one in bite} - fine
            if len(shown) >= limit:
                break
        return shown[:limit], silent

    def _agreed(
        self, work: UnitOfWork, by: Actor, ids: tuple[str, ...], now: datetime
    ) -> frozenset[str]:
        query = Query(where=where(id=ids), columns=("id", "participants"))
        rows = work.of(Call).rows(self.desk.scope(by, "call"), query)
        present = {row["id"]: row["participants"] for row in rows}
        return agreed(work, self.desk.scope(by, "consent"), present, ("coach",), now)

    def _titles(self, work: UnitOfWork, by: Actor, ids: tuple[str, ...]) -> Mapping[str, View]:
        query = Query(where=where(id=ids), columns=("id", "title", "duration_ms"))
        rows = work.of(Call).rows(self.desk.scope(by, "call"), query)
        return {row["id"]: row for row in rows}


def _row(
    one: Ranked, titles: Mapping[str, View], names: Mapping[str, str], now: datetime
) -> ToReview:
    call, row = one.candidate, titles[one.candidate.call_id]
    return ToReview(
        call.call_id,
        row["title"] or call.call_id,
        names[call.person_id],
        call.person_id,
        call.at,
        row["duration_ms"],
        now - call.at,
        one.value,
        one.why,
    )


def _reps(
    names: Mapping[str, str],
    waiting: Sequence[str],
    reviewed: Mapping[str, int],
    unheard: Mapping[str, int | None],
) -> tuple[RepCoverage, ...]:
    """Who was not heard for longest first."""
    counts: dict[str, int] = {}
    for person in waiting:
        counts[person] = counts.get(person, 0) + 1
    found = [
        RepCoverage(one, name, reviewed.get(one, 0), counts.get(one, 0), unheard.get(one))
        for one, name in names.items()
    ]

    def order(one: RepCoverage) -> tuple[bool, int, str, str]:
        return one.unheard_days is not None, -(one.unheard_days or 0), one.person, one.person_id

    return tuple(sorted(found, key=order))
