"""What is wrong in a text of trackers is said in Chinese too, whatever it is."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from revrise.apps.web.forms import fault
from revrise.core.errors import Invalid
from revrise.services.trackers.service import MOST, check

GOOD = """schema = "revrise.tracker/1"

[[trackers]]
id = "price"
title = { en = "Price", zh = "价格" }
when = { phrases = ["too expensive", "太贵"], regexes = ["bud(get)?"], side = "buyer", n = 2 }

[[trackers]]
id = "pace"
title = { en = "Pace" }
[trackers.when]
near = [{ phrases = ["price"] }, { phrases = ["later"] }]
within_s = 20
"""
WHEN = (
    'when = { phrases = ["too expensive", "太贵"], regexes = ["bud(get)?"], side = "buyer", n = 2 }'
)
FAULTS = {
    "no trackers": 'schema = "revrise.tracker/1"\ntrackers = []',
    "twice": GOOD.replace('"pace"', '"price"'),
    "long id": GOOD.replace('"pace"', f'"{"p" * 81}"'),
    "regex": GOOD.replace("bud(get)?", "bud(get"),
    "regex with a colon": GOOD.replace("bud(get)?", "a: (b"),
    "wide regex": GOOD.replace("bud(get)?", "(a*)*b"),
    "mode": GOOD.replace("n = 2", 'n = 2, mode = "some"'),
    "side": GOOD.replace('"buyer"', '"the buyer"'),
    "nothing to hear": GOOD.replace(WHEN, "when = {}"),
    "nul": GOOD.replace('"too expensive"', '"too\\u0000expensive"'),
    "gaps": GOOD.replace("too expensive", "so" + " * so" * 21),
    "number": GOOD.replace("n = 2", "n = 0"),
    "near": GOOD.replace(', { phrases = ["later"] }', ""),
    "reach": GOOD.replace("within_s = 20", "within_s = 20\nwithin_words = 3"),
    "pace": GOOD.replace(WHEN, 'when = { pace = "seller" }'),
    "at least": GOOD.replace(WHEN, 'when = { at_least = 3, of = [{ phrases = ["a"] }] }'),
    "all of none": GOOD.replace(WHEN, "when = { all = [] }"),
    "unknown": GOOD + "colour = 1\n",
    "title": GOOD.replace('title = { en = "Pace" }', "title = 1"),
    "schema": GOOD.replace("tracker/1", "tracker/9"),
    "no text": GOOD.replace('"pace"', "1"),
    "deep": GOOD.replace(
        WHEN, "when = " + "{ not = " * 40 + '{ phrases = ["a"] }' + " }" * 40
    ),
    "too many": "".join(
        f'[[trackers]]\nid = "t{n}"\ntitle = {{ en = "T" }}\nwhen = {{ phrases = ["a"] }}\n'
        for n in range(MOST + 1)
    ),
}  # fmt: skip


def told(text: str) -> Iterator[str]:
    """What is wrong, as a Chinese page says it: without what was typed, and the way out."""
    try:
        check(text)
    except Invalid as error:
        yield fault(error, "zh")


def is_chinese(said: str) -> bool:
    """No sentence of English is left; keys and quoted values may be."""
    return bool(re.search("[\u4e00-\u9fff]", said)) and not re.search(
        r"\b(must|needs|unknown key|longer|more than|no regular|no TOML|two with|known here)\b",
        said,
    )


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_said_in_chinese(name: str) -> None:
    (said,) = told(FAULTS[name])
    assert is_chinese(said), said


@given(
    at=st.integers(0, len(GOOD) - 1),
    width=st.integers(0, 6),
    typed=st.text('"[]{}=,\n#a1*(.', max_size=3),
)
def test_so_is_any_slip_of_the_pen(at: int, width: int, typed: str) -> None:
    for said in told(GOOD[:at] + typed + GOOD[at + width :]):
        assert is_chinese(said), said
