"""What may be done with a call: by a tenant's rules of consent, and what everybody said to it."""

from collections.abc import Iterable
from datetime import datetime

from revrise.core.conversations.call import Call
from revrise.core.governance.consent import Consent, decide
from revrise.core.governance.jurisdiction import Jurisdictions
from revrise.core.governance.jurisdiction_rule import JurisdictionRule, ruled
from revrise.core.governance.rule import where
from revrise.core.governance.scope import system_scope
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork

_REASON = "decide by the tenant's rules of consent"


def table(work: UnitOfWork) -> Jurisdictions:
    """Which rules hold where, with what the tenant decided itself, as it is now; one query."""
    scope = system_scope(work.actor.tenant_id, "jurisdiction_rule", "read", _REASON)
    return ruled(work.of(JurisdictionRule).load_many(scope))


def all_agree(work: UnitOfWork, call: Call, purposes: Iterable[str], now: datetime) -> bool:
    """Whether everybody agrees to all of these, by what is kept at this moment; two queries."""
    scope = system_scope(work.actor.tenant_id, "consent", "read", _REASON)
    given = work.of(Consent).load_many(scope, Query(where=where(call_id=call.id)))
    law = table(work)
    return all(decide(given, call.participants, one, now, law).allowed for one in purposes)
