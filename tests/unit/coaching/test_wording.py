"""What the product wrote into plans and agendas is read in the reader's language."""

import pytest

from revrise.core.coaching.wording import HALF_WAY, promised, said


@pytest.mark.parametrize(
    ("stored", "en", "zh"),
    [
        ("discovery: 2.0 → 3.5", "Discovery: 2.0 → 3.5", "需求挖掘: 2.0 → 3.5"),
        ("own-skill: 2.0 → 3.5", "own-skill: 2.0 → 3.5", "own-skill: 2.0 → 3.5"),
        (HALF_WAY.en, HALF_WAY.en, HALF_WAY.zh),
        (promised("Call Bob"), "promised: Call Bob", "已承诺：Call Bob"),
        ("Talk about discovery: it matters", "Talk about discovery: it matters", None),
    ],
)
def test_a_stored_sentence_is_said_to_each_reader(stored: str, en: str, zh: str | None) -> None:
    assert said(stored, "en") == en
    assert said(stored, "zh") == (zh or stored)
