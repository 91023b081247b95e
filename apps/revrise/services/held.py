"""What is on hold at the moment, with the calls it takes along."""

from collections.abc import Mapping
from typing import Any

from revrise.core.conversations.call import Call
from revrise.core.deals.deal import Deal
from revrise.core.errors import Conflict
from revrise.core.governance.hold import LegalHold, touches
from revrise.core.governance.rule import AnyOf, Column, IsNull, where
from revrise.core.governance.scope import Scope, system_scope
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork

_REASON = "see what is on legal hold"


def held(work: UnitOfWork) -> frozenset[str]:
    """The ids of people, deals and calls on hold; those of a held person or deal too."""
    query = Query(where=IsNull(Column("released_at")), columns=("id", "subject_id"))
    rows = work.of(LegalHold).rows(_all(work, "legal_hold"), query)
    named = tuple(sorted({str(row["subject_id"]) for row in rows}))
    if not named:
        return frozenset()
    deals = _ids(work, Deal, "deal", where(owner_id=named))
    theirs = tuple(sorted({*named, *deals}))
    calls = _ids(work, Call, "call", AnyOf((where(owner_id=named), where(deal_id=theirs))))
    return frozenset({*theirs, *calls})


def is_held(work: UnitOfWork, row: Mapping[str, Any]) -> bool:
    """Whether a row is on hold, or hangs on something that is."""
    names = held(work)
    return bool(names) and touches(names, row)


def free(work: UnitOfWork, *ids: str | None) -> None:
    """Raises Conflict where one of these is on hold."""
    stuck = sorted(held(work).intersection(one for one in ids if one))
    if stuck:
        raise Conflict("this is on legal hold", culprit=stuck[0], remedy="release the hold first")


def _ids(work: UnitOfWork, kind: type[Any], resource: str, rule: Any) -> set[str]:
    rows = work.of(kind).rows(_all(work, resource), Query(where=rule, columns=("id",)))
    return {str(row["id"]) for row in rows}


def _all(work: UnitOfWork, resource: str) -> Scope:
    return system_scope(work.actor.tenant_id, resource, "read", _REASON)
