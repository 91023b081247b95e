"""Lines of one kind alone on a call page: of a very long call a part of them."""

import re
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import pytest

from revrise.core.conversations.transcript import Speaker, Transcript, Utterance
from revrise.services.calls.commands import AddCall, Agreed

MANY, SHOWN, AGAIN = 250, 200, 3
SAID = ("What would it take for you?", "That is too expensive for us.")


@pytest.fixture(scope="module")
def call(app: Any) -> str:
    """With an objection in every other line."""
    said = tuple(
        Utterance("AB"[n % 2], SAID[n % 2], n * 4_000, n * 4_000 + 3_000) for n in range(MANY * 2)
    )
    words = Transcript("en", (Speaker("A", "seller"), Speaker("B", "buyer")), said)
    mark, at = sha256(b"many objections").hexdigest(), datetime(2026, 11, 5, 9, tzinfo=UTC)
    add = AddCall(words, mark, "Haggling", "rep", at, agreed=Agreed("EU"))
    return app.calls.add(add, app.actor("rep")).call.id


def shown(ask: Any, call: str, asked: str) -> tuple[list[int], str]:
    """The lines that are shown, and the page."""
    text = ask("rep", f"/calls/{call}?show=objections{asked}").text
    lines = [int(one) for one in re.findall(r'<li id="l(\d+)"', text)]
    assert text.count('<div class="ohx">') == len(lines)  # each with how it was handled
    return lines, text


def test_a_part_of_many_lines_of_a_kind_is_shown_with_the_way_to_the_rest(ask: Any, call: str):
    first, page = shown(ask, call, "")
    assert first == [n * 2 + 1 for n in range(SHOWN)]
    assert f"{MANY - SHOWN} lines later" in page
    (later,) = set(re.findall(r"from=(\d+)", page))
    rest, page = shown(ask, call, f"&from={later}")
    assert first[-AGAIN:] + [n * 2 + 1 for n in range(SHOWN, MANY)] == rest
    assert f"{later} lines earlier" in page
    assert "lines later" not in page


def test_the_part_around_a_moment_is_shown(ask: Any, call: str):
    lines, page = shown(ask, call, f"&at={(MANY * 2 - 1) * 4_000}")
    assert lines[-1] == MANY * 2 - 1
    assert "lines earlier" in page
