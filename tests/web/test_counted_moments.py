"""A call page says one number of a kind of moment everywhere, and where the rest of them are."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest

from revrise.apps.assembly import RevRise
from revrise.core.conversations.transcript import Speaker, Transcript, Utterance
from revrise.services.calls.commands import AddCall, Agreed

AT = datetime(2026, 11, 2, 9, tzinfo=UTC)
LINES = (
    ("A", "What do you think? Who decides?"),
    ("B", "Your offer is too expensive, and we already use Acme."),
    ("A", "I understand."),
    ("B", "We have no budget this year, it is too expensive."),
    ("A", "Do you?"),
    ("B", "I don't trust your company. It is too expensive, the contract is too long."),
    ("B", "Do you have a list?"),
)
UNTIMED = 3


@pytest.fixture(scope="module")
def call(app: RevRise) -> str:
    """Seven objections in three lines, of which one has no time."""
    said = tuple(
        Utterance(who, text, *((None, None) if at == UNTIMED else (at * 4_000, at * 4_000 + 3_000)))
        for at, (who, text) in enumerate(LINES)
    )
    speakers = (Speaker("A", "seller", "Nora"), Speaker("B", "buyer", "Bo"))
    words = Transcript("en", speakers, said, 30_000)
    add = AddCall(words, "7" * 64, "Seven", "zh", AT, agreed=Agreed("EU"))
    return app.calls.add(add, app.actor("zh")).call.id


def moments(app: RevRise, call: str, kind: str) -> int:
    """As the analysis has them."""
    analysis = app.call_pages.show(call, app.actor("zh")).analysis
    assert analysis is not None
    return sum(one.kind == kind for one in analysis.moments)


def text(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_the_number_is_the_same_on_the_time_line_in_the_filter_and_on_the_cards(
    ask: Any, app: RevRise, call: str
) -> None:
    assert moments(app, call, "objection") == 7
    html = ask("manager", f"/calls/{call}").text
    assert "Objections 7 " in text(html)
    assert " objection 7 " in text(html)
    assert "2 questions, 7 objections, " in html
    assert "3 of 7 objections" in html
    assert html.count('class="ohx"') == 3


def test_the_cards_lead_to_the_rest(ask: Any, call: str) -> None:
    html = ask("manager", f"/calls/{call}").text
    link = html.partition("Show all")[0].rpartition("<a ")[2]
    assert "show=objections" in link
    rest = ask("manager", f"/calls/{call}?show=objections").text
    assert rest.count('class="ohx"') == 7
    assert "Show all" not in rest


def test_it_is_said_in_chinese(ask: Any, call: str) -> None:
    assert "共 7 个异议，已显示 3 个" in ask("zh", f"/calls/{call}").text


def test_of_questions_those_of_the_seller_count_as_the_metric_has_them(
    ask: Any, app: RevRise, call: str
) -> None:
    page = app.call_pages.show(call, app.actor("zh"))
    assert page.call.metrics["questions"].value == 2
    assert " question 2 " in text(ask("manager", f"/calls/{call}").text)
