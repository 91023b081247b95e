"""A call is renamed on its page, without a script, by who may."""

from datetime import UTC, datetime
from hashlib import sha256

import pytest

from revrise.core.conversations.transcript import Speaker, Transcript, Utterance
from revrise.services.calls.commands import AddCall


@pytest.fixture
def call(app) -> str:
    said = Transcript("en", (Speaker("A", "seller"),), (Utterance("A", "Hello.", 0, 900),), 900)
    mark, at = sha256(b"renamed on its page").hexdigest(), datetime(2026, 11, 3, 9, tzinfo=UTC)
    return app.calls.add(AddCall(said, mark, "call 0412", "rep", at), app.actor("rep")).call.id


def test_the_page_of_a_call_renames_it(ask, app, call):
    version = app.calls.show(call, app.actor("rep"))["call"].version
    place, form = f"/calls/{call}/title", {"version": str(version), "title": "Kick-off"}
    assert f'action="{place}"' in ask("rep", f"/calls/{call}").text
    assert f'action="{place}"' not in ask("coach", f"/calls/{call}").text
    assert ask("coach", place, form).status_code == 403
    wrong = ask("rep", place, {**form, "title": "x" * 301})
    assert (wrong.status_code, "Write a title of 1 to 300 characters" in wrong.text) == (422, True)
    assert "x" * 301 in wrong.text
    assert ask("rep", place, form).status_code in (302, 303)
    late = ask("rep", place, {**form, "title": "Too late"})
    assert (late.status_code, "It was changed meanwhile" in late.text) == (409, True)
    assert 'value="Too late"' in late.text
    page = ask("coach", f"/calls/{call}").text
    assert "Kick-off" in page
    assert "call 0412" not in page
