"""What coaches and reps say of the newest calls: comments, own scores, a dispute, 1:1s to come."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import timedelta

from revrise.apps.assembly import RevRise
from revrise.apps.demo.company import Company
from revrise.core.bilingual import Bilingual
from revrise.core.conversations.call import Call
from revrise.core.errors import Conflict
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import where
from revrise.ports.query import Query
from revrise.services.calls.page import CallPage
from revrise.services.coaching.feedback import AddComment
from revrise.services.coaching.meetings import Arrange
from revrise.services.reviews.service import Disputing, ScoreCall

# Said again, it is the same.
_ONCE = "demo"
_COMMENTED, _LOOKED_AT = 3, 40
_COMMENT = Bilingual(
    "You answered before you asked. What would it cost them to leave it as it is?",
    "这里先回答了再提问。如果维持现状，对他们来说代价是什么？",
)
_REPLY = Bilingual("I will ask that first next time.", "下次我先问这个。")
_REASON = Bilingual("I asked it in other words a little later.", "我后面换了种说法问过。")
_AGENDA = Bilingual("What went right this week", "这周做对了什么")


def talk(app: RevRise, company: Company, people: Mapping[str, str]) -> None:
    """Each coach takes up the newest calls they may coach on. A second run adds nothing."""
    for coach in (one for one in company.people if "coach" in one.roles):
        by = app.actor(people[coach.id])
        pages = _pages(app, by)
        for place, page in enumerate(pages):
            _comment(app, page, by)
            if place == 0:
                _score(app, page, by)
                _meet(app, page, by)
        if len(pages) > 1:
            _dispute(app, pages[1])


def _pages(app: RevRise, by: Actor) -> Sequence[CallPage]:
    """The newest analysed calls of others whose words the coach may see, one a person."""
    with app.store.read(by) as work:
        query = Query(where(state="analysed"), (("started_at", True),), _LOOKED_AT)
        calls = work.of(Call).load_many(app.desk.scope(by, "call"), query)
    found: dict[str, CallPage] = {}
    for call in calls:
        if call.owner_id not in found and call.owner_id != by.person_id:
            page = app.call_pages.show(call.id, by)
            if page.analysis is not None and page.cards:
                found[call.owner_id] = page
        if len(found) == _COMMENTED:
            break
    return list(found.values())


def _comment(app: RevRise, page: CallPage, by: Actor) -> None:
    """At the first objection, where there is one; the rep answers."""
    assert page.analysis is not None
    moments = [one for one in page.analysis.moments if one.kind == "objection"]
    line = moments[0].span.utterance if moments else 0
    at = page.analysis.transcript.utterances[line].start_ms
    made = app.feedback.comment(
        AddComment(page.call.id, _said(_COMMENT, page), at, line, token=_ONCE), by
    )
    rep = app.actor(page.call.owner_id)
    app.feedback.comment(
        AddComment(page.call.id, _said(_REPLY, page), parent_id=made.id, token=_ONCE), rep
    )


def _score(app: RevRise, page: CallPage, by: Actor) -> None:
    """A level nearer the middle than the machine's, where it says 1 or 5."""
    card = page.cards[0]
    if any(one.coach_id == by.person_id for one in page.scores):
        return
    levels = {
        one.criterion: min(max(one.level, 2), 4)
        for one in card.scorecard.criteria
        if one.level is not None
    }
    app.reviews.score(ScoreCall(card.id, levels), by)


def _dispute(app: RevRise, page: CallPage) -> None:
    """The rep disputes the lowest level."""
    card = page.cards[0]
    scored = [one for one in card.scorecard.criteria if one.level is not None]
    lowest = min(scored, key=lambda one: one.level or 0)
    with suppress(Conflict):  # an earlier run did
        app.reviews.dispute(
            Disputing(card.id, lowest.criterion, _said(_REASON, page)),
            app.actor(page.call.owner_id),
        )


def _meet(app: RevRise, page: CallPage, by: Actor) -> None:
    at = app.clock.now() + timedelta(days=2)
    app.meetings.arrange(
        Arrange(page.call.owner_id, at, 30, (_said(_AGENDA, page),), token=_ONCE), by
    )


def _said(text: Bilingual, page: CallPage) -> str:
    return text.zh if page.call.language == "zh" else text.en
