"""The table of a tenant: which rules of consent hold where, with what it decided itself."""

from revrise.core.governance.jurisdiction import Jurisdictions
from revrise.core.governance.jurisdiction_rule import JurisdictionRule, ruled
from revrise.core.governance.scope import system_scope
from revrise.ports.storage import UnitOfWork

_REASON = "decide by the tenant's rules of consent"


def table(work: UnitOfWork) -> Jurisdictions:
    """As it is now; one query."""
    scope = system_scope(work.actor.tenant_id, "jurisdiction_rule", "read", _REASON)
    return ruled(work.of(JurisdictionRule).load_many(scope))
