"""What may be done with a call: by a tenant's rules of consent, and what everybody said to it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from revrise.core.conversations.call import Call
from revrise.core.governance.consent import Consent, decide
from revrise.core.governance.jurisdiction import Jurisdictions
from revrise.core.governance.jurisdiction_rule import JurisdictionRule, ruled
from revrise.core.governance.rule import where
from revrise.core.governance.scope import Scope, system_scope
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork

# What measuring a call for who coaches on it takes.
NEEDED = ("analyse", "coach")
_REASON = "decide by the tenant's rules of consent"


def table(work: UnitOfWork) -> Jurisdictions:
    """Which rules hold where, with what the tenant decided itself, as it is now; one query."""
    scope = system_scope(work.actor.tenant_id, "jurisdiction_rule", "read", _REASON)
    return ruled(work.of(JurisdictionRule).load_many(scope))


def all_agree(work: UnitOfWork, call: Call, purposes: Collection[str], now: datetime) -> bool:
    """Whether everybody agrees to all of these, by what is kept at this moment; two queries."""
    scope = system_scope(work.actor.tenant_id, "consent", "read", _REASON)
    return bool(agreed(work, scope, {call.id: call.participants}, purposes, now))


def agreed(
    work: UnitOfWork,
    scope: Scope,
    present: Mapping[str, Iterable[str] | None],
    purposes: Collection[str],
    now: datetime,
) -> frozenset[str]:
    """Those of these calls in which everybody agrees to all of the purposes; two queries.

    `present` is who takes part, by call; `scope` that of the consents that are looked at. None of
    the purposes is to share: see `may_leave`.
    """
    query = Query(where=where(call_id=tuple(sorted(present)), purpose=tuple(purposes)))
    given: dict[str, list[Consent]] = defaultdict(list)
    for word in work.of(Consent).load_many(scope, query):
        given[word.call_id].append(word)
    law = table(work)
    return frozenset(
        call_id
        for call_id, who in present.items()
        if all(decide(given[call_id], who or (), one, now, law).allowed for one in purposes)
    )
