"""The lanes of the time line of a call page."""

from datetime import UTC, datetime
from hashlib import sha256

from revrise.apps.web.i18n import Words
from revrise.apps.web.screens.calls.axis import UNITS, axis
from revrise.core.conversations.transcript import Speaker, Transcript, Utterance
from revrise.services.calls.commands import AddCall, Agreed


def test_a_lane_has_no_more_bars_than_can_be_drawn(app):
    """Of a call of days each line was drawn, most of them behind others: megabytes of a page."""
    said = tuple(
        Utterance("A", "Yes.", n * 18_000, n * 18_000 + 3_000) for n in range(UNITS + 1_000)
    )
    words = Transcript("en", (Speaker("A", "seller"),), said)
    mark, at = sha256(b"bars of a lane").hexdigest(), datetime(2026, 11, 4, 9, tzinfo=UTC)
    add = AddCall(words, mark, "Days", "rep", at, agreed=Agreed("EU"))
    by = app.actor("rep")
    drawn = axis(app.call_pages.show(app.calls.add(add, by).call.id, by), Words("en"))
    assert drawn is not None
    assert 1 <= drawn.lanes[0].path.count("M") <= UNITS
