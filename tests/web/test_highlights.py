"""What is marked in the lines of a call page, and what the marks say."""

import re
from datetime import UTC, datetime
from hashlib import sha256

import pytest

from revrise.core.conversations.transcript import Speaker, Transcript, Utterance
from revrise.services.calls.commands import AddCall, Agreed

AT = datetime(2026, 11, 2, 9, tzinfo=UTC)
LONG = " and ".join(["we talked about it once more"] * 9)


def added(app, name: str, *said: tuple[str, str]) -> str:
    lines = tuple(
        Utterance(who, text, n * 9_000, n * 9_000 + 8_000) for n, (who, text) in enumerate(said)
    )
    speakers = (Speaker("A", "seller", "Wren Hollow"), Speaker("B", "buyer"))
    words = Transcript("en", speakers, lines, len(said) * 9_000)
    mark = sha256(name.encode()).hexdigest()
    command = AddCall(words, mark, name, "rep", AT, agreed=(Agreed("EU"),))
    return app.calls.add(command, app.actor("rep")).call.id


@pytest.fixture
def shown(ask, app):
    said = [
        ("A", "It is 48,000 a year. What do you say?"),
        ("B", "I see. Honestly, that is too expensive for us. We have to talk."),
        ("A", "Right. I will send you a proposal by Friday. Thank you."),
        ("B", "I will call you on Monday."),
        ("B", f"that is too expensive for us and {LONG}"),
    ]
    return ask("rep", f"/calls/{added(app, 'highlights', *said)}").text


def test_the_whole_sentence_of_an_objection_or_promise_is_marked(shown):
    assert '<mark class="ho">Honestly, that is too expensive for us.</mark>' in shown
    assert '<mark class="hc">I will send you a proposal by Friday.</mark>' in shown


def test_without_full_stops_only_the_words_that_say_it_are_marked(shown):
    assert '<mark class="ho">' in shown
    assert LONG in shown
    assert f"{LONG}</mark>" not in shown


def test_a_promise_says_by_name_who_keeps_it_and_when(shown):
    assert "promise: Wren, Friday" in shown
    assert "promise: buyer, " in shown  # nobody knows their name


def test_the_scorecard_begins_where_most_is_to_be_gained(shown):
    card = shown[shown.index('<ol class="crit">') :].partition("</ol>")[0]
    rows = re.findall(r'>(\d+)%</span>.*?<b class="lv"><a[^>]*>(\d)<', card, re.DOTALL)
    gains = [int(share) * (5 - int(level)) for share, level in rows]
    assert len(gains) > 3
    assert gains == sorted(gains, reverse=True)
