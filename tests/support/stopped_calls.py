"""Calls that something stopped which only who runs the system can mend."""

from datetime import UTC, datetime
from typing import Any

from tests.support.talking import VTT

from revrise.core.conversations.call import FOR_ADMINS, Call
from revrise.core.governance.actor import system_actor
from revrise.core.governance.consent import Consent
from revrise.core.governance.scope import system_scope
from revrise.core.ids import derived
from revrise.services.calls.parties import agreements, participants

AT = datetime(2025, 11, 2, 9, tzinfo=UTC)
ERROR, REMEDY = "speech.model: no speech model is set", "set speech.model"
CAUSE = derived("cause", f"{FOR_ADMINS}{REMEDY}")


def stop(app: Any, owner_id: str, *names: str, team_id: str | None = None) -> str:
    """Calls of a transcript that everybody agreed to, one a name, failed; the id of their cause."""
    tenant = app.settings.tenant
    sha256 = app.blobs.put(tenant, [VTT]).sha256
    calls = [
        Call(f"call_{name}", f"Stopped {name}", owner_id, team_id, AT, "en", sha256,
             source="talk.vtt", state="failed", blocked_reason=ERROR, fault=ERROR,
             remedy=f"{FOR_ADMINS}{REMEDY}", stopped_at=AT, participants=participants("all-party"))
        for name in names
    ]  # fmt: skip
    consents = [
        one for call in calls for one in agreements(call, "all-party", "EU", AT, separate=False)
    ]
    with app.desk.store.begin(system_actor(tenant)) as work:
        work.of(Call).add_many(calls, system_scope(tenant, "call", "create", "test"))
        work.of(Consent).add_many(consents, system_scope(tenant, "consent", "create", "test"))
        work.record("test.put", "calls")
    assert CAUSE in {one.id for one in app.stopped_calls.causes(app.actor())}
    return CAUSE
