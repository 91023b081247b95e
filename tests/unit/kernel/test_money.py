"""Money is exact, and never mixed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from revrise.core.errors import Invalid
from revrise.core.money import Money, exponent

CURRENCIES = ("CNY", "USD", "EUR", "JPY", "KWD")
minors = st.integers(-(10**17), 10**17)
currencies = st.sampled_from(CURRENCIES)


@given(minors, minors, minors, currencies)
def test_adding_is_associative_commutative_and_undone_by_subtracting(a, b, c, currency):
    one, two, three = (Money(minor, currency) for minor in (a, b, c))
    assert (one + two) + three == one + (two + three)
    assert one + two == two + one
    assert one + two - two == one
    assert one + -one == Money(0, currency)


@given(minors, currencies)
def test_the_amount_in_major_units_gives_the_same_money_back(minor, currency):
    money = Money(minor, currency)
    assert Money.of(money.amount, currency) == money
    assert Money.of(str(money.amount), currency) == money
    assert money.amount * 10 ** exponent(currency) == minor


@given(minors, minors, currencies)
def test_the_order_is_that_of_the_amounts(a, b, currency):
    assert (Money(a, currency) < Money(b, currency)) == (a < b)


@given(minors, currencies, minors, currencies)
def test_currencies_do_not_mix(a, one, b, other):
    if one == other:
        return
    for mixed in (Money.__add__, Money.__sub__, Money.__lt__):
        with pytest.raises(Invalid, match=f"cannot mix {one} with {other}"):
            mixed(Money(a, one), Money(b, other))
    assert Money(a, one) != Money(a, other)


@pytest.mark.parametrize(
    ("currency", "amount", "minor"),
    [
        ("USD", "12.34", 1_234),
        ("CNY", 12, 1_200),
        ("JPY", "1200", 1_200),
        ("KRW", Decimal("5"), 5),
        ("KWD", "1.234", 1_234),
        ("USD", "-0.00", 0),
        ("USD", "1.500000", 150),
        ("USD", "1E+3", 100_000),
    ],
)
def test_each_currency_has_its_own_minor_unit(currency, amount, minor):
    assert Money.of(amount, currency) == Money(minor, currency)


@pytest.mark.parametrize(
    ("currency", "amount"),
    [
        ("USD", "0.001"),
        ("JPY", "0.5"),
        ("KWD", "0.0001"),
        ("USD", "1.000000000000000000000000000000001"),
        ("USD", "1E-999999"),
    ],
)
def test_more_decimals_than_the_currency_has_are_refused_never_rounded(currency, amount):
    with pytest.raises(Invalid, match="more decimals"):
        Money.of(amount, currency)


@pytest.mark.parametrize(
    "amount",
    ["NaN", "sNaN", "Infinity", "-inf", "", "twelve", "1,200", "1" * 19, "1E+999999", "9" * 40],
)
def test_what_is_no_amount_is_refused(amount):
    with pytest.raises(Invalid, match="not an amount"):
        Money.of(amount, "USD")


@pytest.mark.parametrize("currency", ["usd", "US", "USDT", "US1", "A-B", "元", "ÄÖÜ", ""])
def test_a_currency_is_three_capital_letters(currency):
    with pytest.raises(Invalid, match="is not a currency"):
        Money(1, currency)


def test_money_reads_with_its_currency_and_thousands():
    assert str(Money(123_456_789, "USD")) == "USD 1,234,567.89"
    assert str(Money(1_200, "JPY")) == "JPY 1,200"
