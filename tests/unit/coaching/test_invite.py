"""A 1:1 as a calendar file."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from revrise.core.coaching.invite import calendar
from revrise.core.coaching.one_on_one import OneOnOne

AT = datetime(2026, 7, 2, 2, 0, tzinfo=UTC)
words = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=200)


def made(*agenda: str, private: str = "") -> str:
    meeting = OneOnOne("oo1", "p", None, "c", AT, agenda, private_notes=private, minutes=45)
    return calendar(meeting, "1:1 谢志强", "https://example.org/1", AT)


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


def test_it_says_when_and_how_long_in_utc() -> None:
    lines = unfolded(made("Prices; and, more"))
    assert "DTSTART:20260702T020000Z" in lines
    assert "DTEND:20260702T024500Z" in lines
    assert "SUMMARY:1:1 谢志强" in lines
    assert r"DESCRIPTION:1. Prices\; and\, more" in lines


def test_notes_are_never_in_it() -> None:
    assert "secret" not in made("a", private="secret")


@given(st.lists(words, max_size=5))
def test_lines_are_short_and_whole_whatever_is_in_them(agenda: list[str]) -> None:
    text = made(*agenda)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    names = [line.partition(":")[0] for line in unfolded(text) if line]
    assert names[0] == "BEGIN"
    assert names.count("DESCRIPTION") == 1
    assert len(names) == 15
