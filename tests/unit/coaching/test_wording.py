"""What the product wrote into plans and agendas is read in the reader's language."""

from datetime import date

import pytest

from revrise.apps.web.formats import day
from revrise.core.coaching.wording import HALF_WAY, heard, promised, said

DAY = date(2026, 2, 9)


@pytest.mark.parametrize(
    ("stored", "en", "zh"),
    [
        ("discovery: 2.0 → 3.5", "Discovery: 2.0 → 3.5", "需求挖掘：2.0 → 3.5"),
        ("own-skill: 2.0 → 3.5", "own-skill: 2.0 → 3.5", "own-skill: 2.0 → 3.5"),
        (heard("Demo, second", DAY), "Demo, second, 9 Feb 2026", "Demo, second，2026 年 2 月 9 日"),
        (heard("", DAY), "9 Feb 2026", "2026 年 2 月 9 日"),
        ("Offer, 2026-02-31", "Offer, 2026-02-31", None),
        (HALF_WAY.en, HALF_WAY.en, HALF_WAY.zh),
        (promised("Call Bob"), "promised: Call Bob", "已承诺：Call Bob"),
        ("Talk about discovery: it matters", "Talk about discovery: it matters", None),
    ],
)
def test_a_stored_sentence_is_said_to_each_reader(stored: str, en: str, zh: str | None) -> None:
    assert said(stored, "en") == en
    assert said(stored, "zh") == (zh or stored)


@pytest.mark.parametrize("month", range(1, 13))
def test_days_are_written_as_pages_write_them(month: int) -> None:
    at = date(2026, month, 9)
    assert said(heard("", at), "en") == day(at, "en", "year")
    assert said(heard("", at), "zh") == day(at, "zh", "year")
