"""Numbers, money and time as each language writes them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.things import MONEY

from revrise.apps.web import formats
from revrise.core.money import Money

NOW = datetime(2026, 11, 24, 8, 40, tzinfo=UTC)
LONG_AGO = datetime(2025, 12, 31, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("shown", "written"),
    [
        (formats.money(Money(4_800_000, "USD"), "en"), "$48,000"),
        (formats.money(Money(4_800_050, "USD"), "en"), "$48,000.50"),
        (formats.money(4_800_000, "zh", "CNY"), "¥48,000"),
        (formats.compact(34_800_000, "zh", "CNY"), "¥34.8万"),
        (formats.compact(41_200_000, "en", "USD"), "$412k"),
        (formats.compact(134_800_000, "en", "USD"), "$1.3M"),
        (formats.compact(100_000_000_00, "zh", "CNY"), "¥1亿"),
        (formats.compact(12_345_678, "zh"), "1234.6万"),
        (formats.money(-500, "en", "USD"), "−$5"),
        (formats.money(None, "en"), "–"),
        (formats.span(timedelta(seconds=59), "en"), "under 1 min"),
        (formats.span(timedelta(seconds=119), "zh"), "1 分钟"),
        (formats.lasting(timedelta(seconds=7_199), "en"), "2 h"),
        (formats.lasting(timedelta(seconds=10_380), "en"), "2 h 53 min"),
        (formats.lasting(timedelta(seconds=10_380), "zh"), "2 小时 53 分钟"),
        (formats.lasting(timedelta(seconds=890), "en"), "15 min"),
        (formats.lasting(timedelta(seconds=15), "en"), "under 1 min"),
        (formats.percent(0.523, "en"), "52%"),
        (formats.percent(None, "zh"), "–"),
        (formats.signed(60, "en"), "+60"),
        (formats.signed(-20, "en"), "−20"),
        (formats.signed(0, "en"), "0"),
        (formats.signed(-0.0004, "en", 1), "0.0"),
        (formats.signed(0.04, "en", 1), "0.0"),
        (formats.signed(-0.06, "en", 1), "−0.1"),
        (formats.percent(-0.0001, "zh"), "0%"),
        (formats.number(1240, "zh"), "1,240"),
        (formats.day(NOW, "en"), "24 Nov"),
        (formats.day(NOW, "zh"), "11 月 24 日"),
        (formats.day(NOW, "zh", "table"), "11-24"),
        (formats.day(NOW, "zh", "table", now=NOW), "11-24"),
        (formats.day(LONG_AGO, "zh", "table", now=NOW), "2025-12-31"),
        (formats.day(LONG_AGO, "en", "long", now=NOW), "Wednesday 31 December 2025"),
        (formats.day(LONG_AGO, "zh", "weekday", now=NOW), "2025 年 12 月 31 日，周三"),
        (formats.moment(LONG_AGO, "en", now=NOW), "31 Dec 2025 20:00"),
        (formats.moment(LONG_AGO, "en", "day", ZoneInfo("Asia/Shanghai"), NOW), "1 Jan 04:00"),
        (formats.day(NOW, "zh", "long"), "11 月 24 日，星期二"),
        (formats.day(NOW, "en", "long"), "Tuesday 24 November"),
        (formats.moment(NOW, "en", zone=ZoneInfo("Asia/Shanghai")), "24 Nov 16:40"),
        (formats.duration(876_000), "14:36"),
        (formats.duration(3_723_000), "1:02:03"),
        (formats.duration(None), "–"),
        (formats.ago(NOW - timedelta(hours=2), NOW, "en"), "2 h ago"),
        (formats.ago(NOW - timedelta(hours=2), NOW, "zh"), "2 小时前"),
        (formats.ago(NOW - timedelta(days=1), NOW, "en"), "1 day ago"),
        (formats.ago(NOW + timedelta(days=3), NOW, "en"), "in 3 days"),
        (formats.ago(NOW, NOW, "zh"), "刚刚"),
        (formats.initials("Wren Hollow"), "WH"),
        (formats.initials("秦白露"), "露"),
        (formats.initials(""), "?"),
    ],
)
def test_it_is_written_as_people_do(shown: str, written: str):
    assert shown == written


@given(MONEY, st.sampled_from(["en", "zh"]))
def test_money_shows_every_digit_and_a_true_minus(money: Money, locale):
    text = formats.money(money, locale)
    assert "-" not in text
    assert text.startswith("−") == (money.minor < 0)
    digits = int("".join(one for one in text if one.isdigit()))
    assert digits in (abs(money.minor), abs(money.amount))


@given(st.integers(0, 10**12))
def test_a_length_of_time_reads_back(milliseconds: int):
    parts = [int(one) for one in formats.duration(milliseconds).split(":")]
    assert sum(one * 60**n for n, one in enumerate(reversed(parts))) == milliseconds // 1000
