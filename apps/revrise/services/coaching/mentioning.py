"""Mentions in comments: only people who may see the call and the comment are told."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from revrise.core.coaching.comment import CallComment
from revrise.core.coaching.mentions import MARKS, mentioned
from revrise.core.conversations.call import Call
from revrise.core.errors import Invalid, NotFound
from revrise.core.events import Event
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import Cell
from revrise.core.people.person import Person
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.desk import Desk
from revrise.services.notifications.audience import Audience


@frozen
class Mentioning:
    """Finds whom a comment mentions, by their names in its text and by id."""

    desk: Desk

    def of(
        self, work: UnitOfWork, made: CallComment, call: Call, ids: Sequence[str], by: Actor
    ) -> tuple[str, ...]:
        """Who is told of a comment; never its author.

        Names are those the author may read. Raises NotFound for a strange id, Invalid for
        somebody who may not see the call or the comment.
        """
        if not ids and not set(MARKS) & set(made.text):
            return ()
        audience = Audience.read(self.desk, work, by.tenant_id)
        names = self._names(work, audience, by)
        told: dict[str, None] = {}
        for people in (*_known(ids, names), *mentioned(made.text, names)):
            may = [one for one in people if sees(audience, one, made, call)]
            if not may:
                raise Invalid(
                    f"{names[people[0]]} may not see this comment",
                    culprit="text",
                    remedy="take the @ away, or tell them yourself",
                )
            told |= dict.fromkeys(may)
        return tuple(one for one in told if one != by.person_id)

    def _names(self, work: UnitOfWork, audience: Audience, by: Actor) -> Mapping[str, str]:
        """Of who is there and may be known to the author."""
        query = Query(columns=("id", "name"))
        rows = work.of(Person).rows(self.desk.scope(by, "person"), query)
        return {row["id"]: row["name"] for row in rows if row["id"] in audience.people}


def _known(ids: Sequence[str], names: Mapping[str, str]) -> Iterator[tuple[str]]:
    for one in ids:
        if one not in names:
            raise NotFound(f"no person {one}", culprit="mentions")
        yield (one,)


def sees(audience: Audience, person_id: str, said: CallComment, call: Call) -> bool:
    """Whether somebody may see a call and a comment on it."""
    row: dict[str, Cell] = {
        "id": said.id, "call_id": said.call_id, "owner_id": said.owner_id,
        "team_id": said.team_id, "author_id": said.author_id, "shared": said.shared,
    }  # fmt: skip
    whole: dict[str, Cell] = {
        "id": call.id, "owner_id": call.owner_id, "team_id": call.team_id, "state": call.state,
        "deal_id": call.deal_id, "account_id": call.account_id, "language": call.language,
    }  # fmt: skip
    may = audience.may
    return may(person_id, "call", "read", whole) and may(person_id, "call_comment", "read", row)


def telling(made: CallComment, new: Sequence[str], by: Actor) -> Event:
    """What is told to those who are newly mentioned: never the words."""
    data = {"comment": made.id, "person": made.owner_id, "people": list(new)}
    return Event("call.mentioned", made.call_id, made.at, by.person_id, data)
