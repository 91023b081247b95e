"""What leaves the house on the way to a language model, and with whose consent."""

import json
from datetime import timedelta
from typing import Any

import pytest
from attrs import evolve
from tests.services.assisting_world import TWO_THOUSAND, Asking, answer, point
from tests.services.conftest import NOW, TENANT, World

from revrise.core.conversations.call import Call
from revrise.core.errors import Withheld
from revrise.core.governance.consent import Consent
from revrise.core.governance.scope import system_scope
from revrise.ports.language_model import Asked, Limits
from revrise.services.calls.cascade import EVERYTHING, Cascade


@pytest.fixture
def asks(world: World, catalogue: Any) -> Asking:
    return Asking(world, catalogue)


def test_names_and_numbers_are_hidden_in_what_is_sent_unless_the_tenant_says_otherwise(
    asks: Asking,
) -> None:
    asks.says = answer(point("It costs.", TWO_THOUSAND))
    asks.ask()
    assert "612 345 678" not in asks.model.sent[-1].data
    assert "Bo" not in json.loads(asks.model.sent[-1].data)["lines"][1].values()
    asks.model.limits = Limits(redact=False)
    asks.ask(who="coach")
    assert "two thousand a month" in asks.model.sent[-1].data


@pytest.mark.parametrize("purpose", ["analyse", "coach", "share"])
def test_without_consent_nothing_is_sent(asks: Asking, purpose: str) -> None:
    withdraw(asks.world, f"B-{purpose}")
    with pytest.raises(Withheld):
        asks.ask()
    with pytest.raises(Withheld):
        asks.ask(call="mute")
    assert not asks.model.sent


def test_a_server_of_one_s_own_needs_no_consent_to_share(asks: Asking) -> None:
    withdraw(asks.world, "B-share")
    asks.model.limits = Limits(outside=False)
    asks.says = answer(point("It costs.", TWO_THOUSAND))
    assert asks.ask().points


def test_who_withdraws_while_the_model_thinks_is_heard(asks: Asking) -> None:
    def thinks(_: Asked) -> str:
        withdraw(asks.world, "B-coach")
        return answer(point("It costs.", TWO_THOUSAND))

    asks.model.script = thinks
    with pytest.raises(Withheld):
        asks.ask()
    assert not asks.kept


def test_what_was_answered_goes_with_the_consent(asks: Asking) -> None:
    asks.says = answer(point("It costs.", TWO_THOUSAND))
    asks.ask()
    world = asks.world
    with world.desk.store.begin(world.by("admin")) as work:
        scope = system_scope(TENANT, "call", "read", "test")
        call = work.of(Call).load("c1", scope)
        taken = Cascade(world.desk, TENANT).take(work, call, EVERYTHING)
        work.record("test.taken", "c1")
    assert taken["model_answer"] == 1
    assert not asks.kept


def withdraw(world: World, consent_id: str) -> None:
    """Takes this consent back, as of yesterday."""
    scope = system_scope(TENANT, "consent", "update", "test")
    with world.desk.store.begin(world.by("admin")) as work:
        before = work.of(Consent).load(consent_id, system_scope(TENANT, "consent", "read", "test"))
        after = evolve(before, withdrawn_at=NOW - timedelta(days=1), version=before.version + 1)
        work.of(Consent).save(after, scope, expected=before.version)
        work.record("test.withdrawn", consent_id)
