"""Whom data is about: a person of the organisation or a contact, and what they are called."""

from collections.abc import Sequence
from typing import Any

from attrs import frozen

from revrise.core.conversations.call import Call
from revrise.core.deals.account import Card
from revrise.core.governance.rule import where
from revrise.core.governance.striking import Strike, strike
from revrise.core.identity.account import LocalAccount
from revrise.core.people.person import Person
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.privacy.blanking import mark
from revrise.services.privacy.due import every

_KINDS: dict[str, type[Any]] = {"person": Person, "card": Card}


@frozen
class Subject:
    """`kind` is person or card; `strike` knows their name, addresses and log-in."""

    kind: str
    id: str
    strike: Strike

    def calls(self, work: UnitOfWork) -> Sequence[Call]:
        """The calls that are theirs: a rep's own, and those a contact took part in by name."""
        scope = every(work, "call")
        if self.kind == "person":
            return work.of(Call).load_many(scope, Query(where=where(owner_id=self.id)))
        query = Query(columns=("id", "participants"))
        named = [
            row["id"]
            for row in work.of(Call).rows(scope, query)
            if self.strike.finds(tuple(row["participants"] or ()))
        ]
        return work.of(Call).load_many(scope, Query(where=where(id=tuple(named)))) if named else ()


def subject(work: UnitOfWork, kind: str, subject_id: str) -> Subject:
    """Who that is, as far as it is known. Raises NotFound."""
    thing = work.of(_KINDS[kind]).load(subject_id, every(work, kind))
    needles = [getattr(thing, name, None) for name in ("name", "email", "phone", "external_id")]
    if kind == "person":
        query = Query(where=where(person_id=subject_id))
        accounts = work.of(LocalAccount).load_many(every(work, "local_account"), query)
        needles += [one.login for one in accounts]
    already = mark(subject_id)
    return Subject(kind, subject_id, strike((one for one in needles if one != already), already))
