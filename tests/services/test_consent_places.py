"""A place is made stricter by who administers, laxer only with a reason that names nobody."""

import pytest
from tests.services.conftest import TENANT
from tests.services.consent_world import contact, shown
from tests.services.test_calls_service import calls, command

from revrise.core.errors import Invalid, NotFound, Refused
from revrise.core.governance.scope import system_scope
from revrise.services.calls.commands import Agreed
from revrise.services.consent.jurisdictions import Places

__all__ = ["calls", "contact"]


def test_a_tenant_makes_a_place_stricter_and_laxer_only_with_a_reason(world, calls, contact):
    places, admin = Places(world.desk), world.by("admin")
    by = world.by("n1")
    call_id = calls.add(command(agreed=Agreed("DE")), by).call.id
    assert shown(calls, world, call_id)
    places.set("DE", "pipl", "", admin)
    assert not shown(calls, world, call_id)
    assert places.list(admin)[0].place == "DE"
    places.unset("DE", admin)
    assert shown(calls, world, call_id)
    with pytest.raises(Invalid):
        places.set("CN", "gdpr", " ", admin)
    assert places.set("CN", "gdpr", "counsel's letter of 3 March", admin).rule.laxer
    for told in (
        "Wei Chen said so",
        "call +86 138 1234 5678",
        "ask wei@example.test",
        "陈伟经理来信同意",
    ):
        with pytest.raises(Invalid) as refused:
            places.set("CN", "gdpr", told, admin)
        assert refused.value.culprit == "reason"
    scope = system_scope(TENANT, "audit", "read", "test")
    said = [one.detail for one in world.desk.store.audit(scope) if one.action == "jurisdiction.set"]
    assert said[-1] == {
        "regime": "gdpr", "was": "pipl", "laxer": True, "reason": "counsel's letter of 3 March",
    }  # fmt: skip
    for place, regime in (("Germany", "gdpr"), ("DE", "none"), ("", "gdpr")):
        with pytest.raises(Invalid):
            places.set(place, regime, "why", admin)
    for who in ("n1", "manager", "coach"):
        with pytest.raises(Refused):
            places.set("FR", "gdpr", "why", world.by(who))
    with pytest.raises(NotFound):
        places.unset("DE", admin)
    assert [one for one in world.audited if one.startswith("jurisdiction.")] == [
        "jurisdiction.set", "jurisdiction.unset", "jurisdiction.set",
    ]  # fmt: skip
