"""Where which rules of consent hold is data, and the strictest place decides."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from revrise.core.errors import Misconfigured
from revrise.core.governance.consent import Consent, decide
from revrise.core.governance.jurisdiction import REGIMES, UNKNOWN, built_in, parse

CALL = datetime(2026, 3, 2, 9, tzinfo=UTC)
CODES = st.sampled_from([*built_in().places, "nowhere"])


def word(who: str, place: str, basis: str = "consent") -> Consent:
    return Consent(f"{who}{place}", "call", who, "coach", basis, place, CALL)


def test_every_place_has_a_source_and_the_table_a_version():
    assert built_in().version
    assert all(source for _, source in built_in().places.values())


@given(st.lists(CODES, min_size=1, max_size=5))
def test_the_strictest_place_decides_and_an_unknown_one_is_all_party(codes: list[str]):
    known = built_in().places
    ranks = [REGIMES.index(known[one][0] if one in known else UNKNOWN) for one in codes]
    assert REGIMES.index(built_in().regime(codes)) == max(ranks)


def test_another_table_may_be_stricter_than_ours():
    strict = parse("version = '1'\n[all-party]\nUS-NY = 'house rule'\n")
    one_side = [word("A", "US-NY"), word("B", "US-NY", "not_asked")]
    assert decide(one_side, "AB", "coach", CALL).allowed
    assert not decide(one_side, "AB", "coach", CALL, strict).allowed


@pytest.mark.parametrize(
    "text",
    [
        "[all-party]\nUS-CA = 'x'",
        "version = '1'\n[lax]\nUS-CA = 'x'",
        "version = '1'\nshare_needed = ['lax']\n[gdpr]\nEU = 'x'",
        "version = '1'\n[gdpr]\nEU = ' '",
        "version = '1'\n[gdpr]\nEU = 'x'\n[pipl]\nEU = 'x'",
    ],
)
def test_a_wrong_table_is_refused(text: str):
    with pytest.raises(Misconfigured):
        parse(text)
