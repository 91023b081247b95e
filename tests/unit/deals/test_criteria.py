"""What a stage asks of a deal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from revrise.core.deals.criterion import Criterion, unmet
from revrise.core.errors import Misconfigured
from revrise.core.money import Money


def met(kind, argument, facts, extra=None):
    """Whether one criterion is met."""
    return not unmet([Criterion("c", kind, argument, "It", "它")], facts, extra or {})


@pytest.mark.parametrize(
    ("value", "filled"),
    [("x", True), (0, True), (Money(0, "USD"), True), (None, False), ("", False), (" \n", False),
     ((), False)],
)  # fmt: skip
def test_a_field_is_filled_by_anything_but_emptiness(value, filled):
    assert met("field", "owner_id", {"owner_id": value}) == filled


def test_a_field_that_is_not_there_is_not_filled():
    assert not met("field", "owner_id", {})


def test_evidence_is_attached_under_its_own_name():
    assert met("evidence", "pain", {"evidence": ("pain",)})
    assert not met("evidence", "pain", {"evidence": ("pains",)})
    assert not met("evidence", "pain", {})


@given(st.integers())
def test_positive_is_above_zero_for_numbers_and_money(number):
    for value in (number, Money(number, "CNY")):
        assert met("positive", "value", {"value": value}) == (number > 0)
    assert not met("positive", "value", {"value": None})


def test_a_plugin_adds_a_kind_and_cannot_replace_one():
    extra = {"named": lambda facts, name: facts.get("name") == name, "field": lambda *_: True}
    assert met("named", "Acme", {"name": "Acme"}, extra)
    assert not met("named", "Acme", {"name": "Other"}, extra)
    assert not met("field", "owner_id", {}, extra)


def test_a_kind_nobody_checks_is_never_taken_for_met():
    with pytest.raises(Misconfigured, match=r"c: nothing checks.*'named'.*plugin"):
        met("named", "Acme", {"name": "Acme"})
