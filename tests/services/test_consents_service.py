"""Consent to a call, changed as it becomes known; what it closes is closed at once."""

import pytest
from tests.services.test_calls_service import calls, command

from revrise.core.errors import Invalid, NotFound, Refused
from revrise.services.calls.consents import Consents, SetConsent

__all__ = ["calls"]


def test_consent_is_withdrawn_and_given_again_with_evidence(world, calls):
    by, consents = world.by("n1"), Consents(world.desk)
    made = calls.add(command(), by).call.id
    consents.change(SetConsent(made, "withdrawn", evidence="the buyer wrote"), by)
    assert calls.show(made, by)["transcript"] is None
    consents.change(SetConsent(made, "all-party", "DE", "said on the phone"), by)
    assert calls.show(made, by)["transcript"] is not None
    assert [one for one in world.audited if one.startswith("consent.")] == [
        "consent.withdrawn",
        "consent.given",
    ]


def test_our_side_alone_suffices_only_where_the_law_says_so(world, calls):
    by, consents = world.by("n1"), Consents(world.desk)
    made = calls.add(command(), by).call.id
    consents.change(SetConsent(made, "seller-only", "DE", "asked nobody else"), by)
    assert calls.show(made, by)["transcript"] is None
    consents.change(SetConsent(made, "seller-only", "US-NY", "both were there"), by)
    assert calls.show(made, by)["transcript"] is not None


def test_in_china_each_purpose_is_asked_about_by_itself(world, calls):
    by, consents = world.by("n1"), Consents(world.desk)
    made = calls.add(command(), by).call.id
    consents.change(SetConsent(made, "all-party", "CN", "said yes to everything"), by)
    assert calls.show(made, by)["transcript"] is None
    said = SetConsent(made, "all-party", "CN", "said yes to each", separately=True)
    consents.change(said, by)
    assert calls.show(made, by)["transcript"] is not None


def test_only_who_may_changes_it_and_says_how_they_know(world, calls):
    consents = Consents(world.desk)
    made = calls.add(command(), world.by("n1")).call.id
    with pytest.raises(Refused):
        consents.change(SetConsent(made, "withdrawn", evidence="x"), world.by("coach"))
    with pytest.raises((NotFound, Refused)):
        consents.change(SetConsent(made, "withdrawn", evidence="x"), world.by("n2"))
    with pytest.raises(Invalid):
        consents.change(SetConsent(made, "withdrawn", evidence=" "), world.by("n1"))
