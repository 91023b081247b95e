"""What cells mean."""

from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from revrise.core.errors import Invalid
from revrise.plugins.crm.values import decimal, texts, time, whole


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("", None),
        ("  ", None),
        ("1,234,567.50", "1234567.50"),
        ("12,34,567", "1234567"),
        ("1 234.5", "1234.5"),
        ("1'234", "1234"),
        ("$1,000", "1000"),
        ("-$5", "-5"),
        ("￥８８０", "880"),
        ("CN¥ 12", "12"),
        ("1200 USD", "1200"),
        ("300元", "300"),
        ("12.5万", "125000.0"),
        ("1.2亿", "120000000.0"),
        ("(40)", "-40"),
        ("+.5", "0.5"),
        ("1.2E+05", "1.2E+5"),
        ("0.1", "0.1"),
    ],
)
def test_numbers_as_people_write_them(cell: str, value: str | None) -> None:
    assert decimal(cell) == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    "cell", ["1,5", "1.2.3", "12abc", "--1", "NaN", "inf", "1e999", ".", "$", "万", "()", "5%"]
)
def test_what_is_no_plain_number_is_refused(cell: str) -> None:
    with pytest.raises(Invalid):
        decimal(cell)


def test_a_decimal_comma_swaps_the_marks() -> None:
    assert decimal("1.234,56", ",") == Decimal("1234.56")
    with pytest.raises(Invalid):
        decimal("1,234.56", ",")


def test_whole_numbers_may_have_a_zero_fraction() -> None:
    assert whole("17850.0") == 17850
    with pytest.raises(Invalid, match="whole"):
        whole("1.5")


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-1e9, max_value=1e9))
def test_every_number_python_prints_reads_back(number: Decimal) -> None:
    assert decimal(f"{number:,f}") == number
    assert decimal(f"{number:f}") == number


@pytest.mark.parametrize(
    "cell",
    ["2024-03-05", "2024/3/5", "2024年3月5日", "2024.03.05", "2024-03-05T00:00:00", "20240305"],
)
def test_year_first_dates_need_no_format(cell: str) -> None:
    assert time(cell, (), UTC) == datetime(2024, 3, 5, tzinfo=UTC)


@pytest.mark.parametrize("cell", ["2024-03-05T08:00:00+08:00", "2024-03-05T00:00:00.000Z"])
def test_a_stated_zone_wins(cell: str) -> None:
    shanghai = ZoneInfo("Asia/Shanghai")
    assert time(cell, (), shanghai) == datetime(2024, 3, 5, tzinfo=UTC)
    assert time("2024/3/5 8:00", (), shanghai) == datetime(2024, 3, 5, tzinfo=UTC)


@pytest.mark.parametrize("cell", ["3/5/2024", "2024-13-01", "soon", "0001-01-01", "9999-12-31"])
def test_what_is_no_sure_date_is_refused(cell: str) -> None:
    with pytest.raises(Invalid):
        time(cell, (), ZoneInfo("America/New_York"))


def test_lists_split_on_western_and_chinese_marks() -> None:
    assert texts("rep; coach，manager、") == ("rep", "coach", "manager")


@given(st.text())
def test_any_text_is_a_value_or_refused(cell: str) -> None:
    for read in (decimal, whole, lambda c: time(c, ("%m/%d/%Y", ""), UTC)):
        with suppress(Invalid):
            assert read(cell) is None or cell.strip()
