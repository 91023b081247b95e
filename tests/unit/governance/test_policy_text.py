"""A policy as text: what is written is read back, and nothing else is."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from revrise.core.errors import Invalid
from revrise.core.governance.policy_rule import BUILT_IN, PolicyRole, PolicyRule
from revrise.core.governance.policy_text import MOST_RULES, document, read, write

NAMES = st.text("abcdefghijklmnopqrstuvwxyz_-", min_size=1, max_size=12)
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)
RULES = st.builds(PolicyRule, NAMES, NAMES, NAMES, TEXTS, TEXTS, st.sampled_from(["allow", "deny"]))
ROLES = st.builds(PolicyRole, NAMES, TEXTS, TEXTS, st.lists(NAMES, max_size=2).map(tuple), NAMES)


@given(st.lists(ROLES, min_size=1, max_size=3), st.lists(RULES, max_size=8))
def test_roles_and_rules_survive_their_text_in_their_order(
    roles: list[PolicyRole], rules: list[PolicyRule]
) -> None:
    found = read(write(roles, rules))
    assert (found.roles, found.rules) == (tuple(roles), tuple(rules))
    assert len(found.places) == len(rules)


def test_a_text_without_roles_has_the_built_in_ones() -> None:
    assert read(write((), [PolicyRule("rep", "deal", "read")])).roles == BUILT_IN
    assert document([]).roles == BUILT_IN


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Nothing but Invalid ever comes out of it."""
    with suppress(Invalid):
        read(text)


def test_each_rule_knows_the_line_its_block_begins_on() -> None:
    text = (
        '# first\n[[rule]]\nwho = "a b"\nmay = "read"\non = "deal"\n\n'
        '[[rule]] # second\nwho = "c"\nmay = "read"\non = "deal"\n'
    )
    assert read(text).places == (2, 2, 7)


def test_a_short_text_cannot_stand_for_millions_of_rules() -> None:
    many = " ".join(f"n{n}" for n in range(300))
    block = f'[[rule]]\nwho = "{many}"\nmay = "{many}"\non = "{many}"\n'
    with pytest.raises(Invalid, match=f"{MOST_RULES:,}"):
        read(block)
    one = '[[rule]]\nwho = "a"\nmay = "b"\non = "c"\n'
    with pytest.raises(Invalid, match="more than") as refused:
        read(one + block)
    assert refused.value.culprit == "line 5"
