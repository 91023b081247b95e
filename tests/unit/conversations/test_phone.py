"""Phone numbers: two ways to write one number are one, and what is no whole number is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from revrise.core.conversations.intake.phone import e164


@pytest.mark.parametrize(
    ("written", "country", "wanted"),
    [
        ("+86 138-0013-8000", "", "+8613800138000"),
        ("13800138000", "86", "+8613800138000"),
        ("8613800138000", "86", "+8613800138000"),
        ("0086 138 0013 8000", "1", "+8613800138000"),
        ("\uff0b86\uff11\uff13\uff18 0013 8000", "", "+8613800138000"),
        ("010-6552 9988 转 12", "86", "+861065529988"),
        ("(415) 555-0100 ext. 7", "1", "+14155550100"),
        ("1 415 555 0100", "1", "+14155550100"),
        ("+44 (0)20 7946 0018", "", "+442079460018"),
        ("tel:+49.30.901820", "", "+4930901820"),
        ("020 7946 0018", "44", "+442079460018"),
        ("886912345678", "886", "+886912345678"),
        ("0912-345-678", "886", "+886912345678"),
        ("(02) 2345 6789 轉 12", "886", "+886223456789"),
        ("852 9123 4567", "852", "+85291234567"),
        ("6512 3456", "65", "+6565123456"),
    ],
)
def test_a_number_is_the_same_however_it_is_written(
    written: str, country: str, wanted: str
) -> None:
    assert e164(written, country) == wanted


@pytest.mark.parametrize(
    "written",
    [
        "",
        "110",
        "13800138000",
        "no number",
        "+0 123 456 789",
        "+1234567890123456",
        "+1 \u0662x345678",
    ],
)
def test_what_is_no_whole_number_is_none(written: str) -> None:
    assert e164(written) is None


@given(st.text(max_size=40), st.sampled_from(["", "1", "86"]))
def test_whatever_is_written_gives_a_number_that_stays_itself(text: str, country: str) -> None:
    found = e164(text, country)
    assert found is None or e164(found) == found
