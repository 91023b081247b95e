"""The call inbox and the sources of calls, as forms without script."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest

from revrise.core.conversations.intake.arrival import Party
from revrise.core.errors import Refused
from revrise.services.intake.commands import AddSource, Comes

WORDS = b"WEBVTT\n\n00:00.000 --> 00:02.000\n<v Rana>What is the budget?\n"


@pytest.fixture
def source(ask: Any, app: Any) -> str:
    sent = {"name": "Phones", "owner": "manager", "consent": "none", "country": "86"}
    made = ask("admin", "/admin/intake", sent)
    assert "whsec_" in made.text
    assert "whsec_" not in ask("admin", "/admin/intake").text
    return str(re.search(r"/v1/intake/(src_\w+)", made.text)[1])  # type: ignore[index]


@pytest.fixture
def arrival(app: Any, source: str) -> str:
    by = app.people.actor("manager")
    kept = app.blobs.put("acme", [WORDS])
    said = Comes(f"of {source}", datetime(2026, 6, 1, 9, tzinfo=UTC), "Talk <b>",
                 (Party("Li", phone="+86 138"),), "talk.vtt", kept.sha256)  # fmt: skip
    came = app.arriving.take_down(said, app.intake_sources.mine(source, by), by)
    waits = app.taking_in.take(came.arrival.id, by)
    assert waits.state == "waiting"
    return str(waits.id)


def test_who_answers_for_the_source_says_whose_call_it_is(ask: Any, arrival: str) -> None:
    assert re.search(r"Call inbox [1-9]</a>", ask("manager", "/calls").text)
    listed = ask("manager", "/calls/inbox").text
    assert f"/calls/inbox/{arrival}" in listed
    assert "No colleague of yours is known" in listed
    assert "With Li" in listed
    shown = ask("manager", f"/calls/inbox/{arrival}").text
    assert "Talk &lt;b&gt;" in shown
    assert "+86 138" in shown
    nobody = ask("manager", f"/calls/inbox/{arrival}", {"rep": ""})
    assert (nobody.status_code, "Choose whose call it is" in nobody.text) == (422, True)
    kept = ask("manager", f"/calls/inbox/{arrival}", {"rep": "rep", "deal": ""})
    assert (kept.status_code, kept.headers["location"].startswith("/calls/call_")) == (303, True)
    assert "This is a call now" in ask("manager", f"/calls/inbox/{arrival}").text
    again = ask("manager", f"/calls/inbox/{arrival}", {"rep": "rep"})
    assert again.headers["location"] == "/calls/inbox"


def test_a_call_of_nobody_is_dismissed_and_only_who_answers_sees_it(ask: Any, arrival: str) -> None:
    for who in ("rep", "coach"):
        assert ask(who, f"/calls/inbox/{arrival}").status_code == 404
        assert arrival not in ask(who, "/calls/inbox").text
        assert not re.search(r"Call inbox \d", ask(who, "/calls").text)
    assert ask("admin", f"/calls/inbox/{arrival}").status_code == 403
    assert ask("manager", f"/calls/inbox/{arrival}/dismiss", {}).status_code == 303
    assert "was dismissed" in ask("manager", f"/calls/inbox/{arrival}").text


def test_sources_are_switched_and_get_new_secrets_by_an_admin_alone(
    ask: Any, app: Any, source: str
) -> None:
    assert "whsec_" in ask("admin", f"/admin/intake/{source}/rotate", {}).text
    assert ask("admin", f"/admin/intake/{source}/switch", {"active": "0"}).status_code == 303
    assert not app.intake_sources.show(source, app.people.actor("admin")).active
    assert ask("manager", "/admin/intake").status_code == 403
    assert ask("manager", f"/admin/intake/{source}/rotate", {}).status_code == 403
    for wrong in ({"name": " "}, {"country": "+86"}, {"owner": "enablement"}, {"owner": "x"}):
        sent = {"name": "More", "owner": "manager", "consent": "none", "country": ""} | wrong
        assert ask("admin", "/admin/intake", sent).status_code == 422


def test_a_source_is_offered_to_those_alone_who_may_answer_for_it(ask: Any, app: Any) -> None:
    by = app.people.actor("admin")
    form = ask("admin", "/admin/intake").text
    chosen = str(re.search(r'<select[^>]*name="owner".*?</select>', form, re.DOTALL)[0])  # type: ignore[index]
    offered = {*re.findall(r'value="(\w+)"', chosen)}
    assert {"rep", "coach", "manager"} <= offered
    refused = set()
    for row in app.people.list(by):
        try:
            app.intake_sources.add(AddSource(f"Of {row['id']}", row["id"]), by)
        except Refused:
            refused.add(row["id"])
    assert {"enablement", "admin"} <= refused
    assert offered == {row["id"] for row in app.people.list(by)} - refused
    for made in app.intake_sources.list(by):
        if made.name.startswith("Of "):
            app.intake_sources.switch(made.id, by, active=False)
