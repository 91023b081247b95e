"""Codes and recovery codes: what is one, and that each counts once, whatever the order."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from revrise.adapters.identity.totp import Totp
from revrise.core.identity.second_factor import SecondFactor, app_code, factor_id, recovery_code

NOW = datetime(2026, 6, 30, tzinfo=UTC)
# RFC 6238, appendix B, its secret in base 32, the last six digits.
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
VECTORS = ((59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130"))


def test_codes_are_those_of_the_standard() -> None:
    for at, code in VECTORS:
        assert Totp().step(SECRET, code, datetime.fromtimestamp(at, UTC)) == at // 30
        assert Totp().step(SECRET, "111111", datetime.fromtimestamp(at, UTC)) is None


def test_a_demonstration_in_another_time_takes_the_codes_of_phones_of_today() -> None:
    (at, code), back_s = VECTORS[1], 30 * 86_400
    there = datetime.fromtimestamp(at - back_s, UTC)
    assert Totp(-back_s).step(SECRET, code, there) == at // 30
    assert Totp().step(SECRET, code, there) is None


def test_the_picture_is_a_vector_image_and_the_address_names_us() -> None:
    uri = Totp().uri(SECRET, "nina@example.org", "RevRise")
    assert uri.startswith("otpauth://totp/RevRise:nina%40example.org?secret=" + SECRET)
    assert Totp().picture(uri).startswith("<svg")


def test_six_digits_are_a_code_however_they_are_spaced() -> None:
    assert app_code(" 123 456 ") == "123456"
    for other in ("12345", "1234567", "12345a", "１２３４５６", "", "abcd-efgh"):
        assert app_code(other) is None


@given(st.lists(st.integers(1, 40), max_size=30))
def test_a_time_step_counts_once_and_never_after_a_later_one(steps: list[int]) -> None:
    factor = SecondFactor(factor_id("nina"), "nina", "s", NOW, confirmed_at=NOW)
    taken: list[int] = []
    for step in steps:
        after = factor.used(step)
        if after is not None:
            factor = after
            taken.append(step)
    assert taken == sorted(set(taken))


@given(st.lists(st.integers(0, 14), max_size=40))
def test_every_recovery_code_counts_once(tries: list[int]) -> None:
    codes = tuple(recovery_code(f"r{n}") for n in range(10))
    factor = SecondFactor(factor_id("nina"), "nina", "s", NOW).confirmed(NOW, 1, codes)
    taken = []
    for at in tries:
        after = factor.without(codes[at] if at < len(codes) else f"wrong-{at}")
        if after is not None:
            factor = after
            taken.append(at)
    assert len(taken) == len(set(taken))
    assert len(factor.recovery) == 10 - len(taken)
    assert not {at for at in taken if at >= len(codes)}
