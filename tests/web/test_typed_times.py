"""Days and times that people typed, up to the ends of the calendar."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from revrise.apps.web import formats
from revrise.apps.web.moments import end_of, moment

ZONES = st.sampled_from([UTC, ZoneInfo("Asia/Shanghai"), ZoneInfo("America/New_York")])
LAST = datetime(9999, 12, 31, 23, 59, tzinfo=UTC)


def test_they_are_of_the_reader_s_zone():
    zone = ZoneInfo("Asia/Shanghai")
    assert moment("2026-03-01T09:30", zone) == datetime(2026, 3, 1, 1, 30, tzinfo=UTC)
    assert end_of("2026-03-01", zone) == datetime(2026, 3, 1, 15, 59, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "soon", "2026-02-30", "2026-02-30T10:00", "9999999-01-01"])
def test_what_is_none_is_none(text: str):
    assert (moment(text, UTC), end_of(text, UTC)) == (None, None)


@given(at=st.datetimes(), zone=ZONES)
def test_every_day_is_read_or_none_and_never_fails(at: datetime, zone: ZoneInfo):
    for read in (moment(at.isoformat(), zone), end_of(at.date().isoformat(), zone)):
        assert read is None or read.tzinfo == UTC


@given(at=st.datetimes(timezones=st.just(UTC)), zone=ZONES)
def test_every_moment_that_is_kept_is_shown_to_readers_everywhere(at: datetime, zone: ZoneInfo):
    assert formats.moment(at, "zh", "year", zone)


def test_at_the_end_of_the_calendar_a_reader_further_on_sees_it_in_utc():
    assert formats.clock(LAST, ZoneInfo("Asia/Shanghai")) == "23:59"
