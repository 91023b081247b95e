"""People are told of what concerns them, once, in words they may read."""

from datetime import timedelta

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support.flow_site import NOW, TENANT, Context, Crash, FlowSite

from revrise.adapters.identity.tokens import SystemTokens
from revrise.core.coaching.comment import CallComment
from revrise.core.conversations.call import Call
from revrise.core.deals.account import Card
from revrise.core.deals.deal import Deal
from revrise.core.errors import Invalid, NotFound
from revrise.core.governance.notice import notices
from revrise.core.learning.course import Course
from revrise.core.notifications.notification import Notification
from revrise.core.notifications.wording import WORDINGS
from revrise.core.people.person import Person
from revrise.services.consent.answering import Answering
from revrise.services.consent.asking import AskConsent, Asking
from revrise.services.notifications.commands import SetPreferences
from revrise.services.notifications.rules import RULES

CALL = Call("call_1", "Intro with Acme", "n1", "north", NOW, "en", "f" * 64)
SAID = CallComment("cmt_1", "call_1", "n1", "north", "coach", NOW, "@Max")
DEAL = Deal("deal_1", "Acme, 40 seats", "ClosedWon", "n1", "north", outcome="won")


def titles(site: FlowSite, person: str) -> list[str]:
    return [one.title.en for one in site.notifications.list(site.actor(person))]


def test_a_rep_is_told_when_a_call_is_scored_and_nobody_else_is(site: FlowSite):
    site.put(CALL)
    site.happened("call.scored", "call_1", person="n1", scorecards=2)
    site.relay_all()
    found = site.notifications.list(site.actor("n1"))
    assert [(one.title.en, one.body.en) for one in found] == [
        ("“Intro with Acme” is scored", "2 scorecard(s), with the words behind each level.")
    ]
    assert found[0].title.zh == "“Intro with Acme”已完成评分"
    assert found[0].link == "/calls/call_1"
    assert len(site.all(Notification)) == 1


def test_an_old_call_that_only_comes_in_now_is_no_news(site: FlowSite):
    site.put(evolve(CALL, started_at=NOW - timedelta(days=60)))
    site.happened("call.scored", "call_1", person="n1", scorecards=2)
    site.relay_all()
    assert site.all(Notification) == []


def test_a_won_deal_is_told_to_its_owner_and_to_who_answers_for_the_team(site: FlowSite):
    site.put(DEAL)
    site.happened("deal.won", "deal_1", actor="n1", owner="n1")
    site.relay_all()
    told = {one.person_id for one in site.all(Notification) if one.kind == "deal.won"}
    assert told == {"n1", "manager"}
    assert titles(site, "manager") == ["“Acme, 40 seats” is won"]


def test_a_name_one_may_not_read_any_more_is_not_shown(site: FlowSite):
    site.put(DEAL)
    site.happened("deal.won", "deal_1", actor="n1", owner="n1")
    site.relay_all()
    moved = next(one for one in site.all(Person) if one.id == "manager")
    site.change(evolve(moved, team_id="south", version=moved.version + 1))
    assert titles(site, "manager") == ["“a deal” is won"]


def test_who_may_approve_a_course_is_told_and_its_author_of_the_answer(site: FlowSite):
    course = Course("course_1", "Asking", ("discovery",), (), state="draft", authors=("writer",))
    site.put(Person("writer", "Eve", roles=("enablement",)))
    site.put(Person("judge", "Eli", roles=("enablement",)))
    site.put(course)
    site.happened("course.submitted", "course_1", actor="writer")
    site.happened("course.returned", "course_1", actor="judge")
    site.happened("course.approved", "course_1", actor="judge")
    site.relay_all()
    assert titles(site, "judge") == ["The course “Asking” waits for approval"]
    assert {*titles(site, "writer")} == {"Eli sent “Asking” back", "Eli approved “Asking”"}
    assert titles(site, "n1") == []
    [asked] = site.notifications.list(site.actor("judge"))
    assert (asked.link, asked.title.zh) == ("/learning/course_1/edit", "课程“Asking”等待审批")


def test_relaying_twice_tells_once(site: FlowSite):
    site.put(CALL)
    site.happened("call.scored", "call_1", person="n1", scorecards=1)
    events = site.store.claim("local", "me", 60)
    telling = site.flow.relay.handlers[3]
    assert telling.name == "notifications"
    for _ in range(3):
        telling.handle(events)
    assert len(site.all(Notification)) == 1


def test_what_one_does_oneself_is_no_news(site: FlowSite):
    site.happened("plan.accepted", "plan_1", actor="coach", person="n1", coach="coach")
    site.relay_all()
    assert site.all(Notification) == []


def test_reading_and_reading_all(site: FlowSite):
    site.put(CALL)
    for number in range(3):
        site.happened("points.granted", "n1", person="n1", points=number, entries=1)
    site.relay_all()
    by = site.actor("n1")
    first = site.notifications.list(by)[0]
    assert site.notifications.unread(by) == 3
    assert site.notifications.mark(first.id, by).read_at == NOW
    assert site.notifications.mark(first.id, by).read_at == NOW
    assert site.notifications.unread(by) == 2
    assert site.notifications.mark_all(by) == 2
    assert site.notifications.mark_all(by) == 0


def test_somebody_else_s_notification_is_like_a_missing_one(site: FlowSite):
    site.happened("points.granted", "n1", person="n1", points=1, entries=1)
    site.relay_all()
    (one,) = site.all(Notification)
    for person in ("n2", "manager", "admin", None):
        assert site.notifications.list(site.actor(person)) == []
        with pytest.raises(NotFound, match=f"no notification {one.id}"):
            site.notifications.mark(one.id, site.actor(person))


def test_muted_kinds_are_not_told(site: FlowSite):
    by = site.actor("n1")
    site.notifications.prefer(SetPreferences(muted=("points.granted",)), by)
    site.happened("points.granted", "n1", person="n1", points=1, entries=1)
    site.relay_all()
    assert site.all(Notification) == []
    site.notifications.prefer(SetPreferences(), by)
    assert site.notifications.preferences(by).muted == ()


def test_unknown_kinds_and_channels_are_refused(site: FlowSite):
    by = site.actor("n1")
    with pytest.raises(Invalid, match="muted"):
        site.notifications.prefer(SetPreferences(muted=("nonsense",)), by)
    with pytest.raises(Invalid, match="channels"):
        site.notifications.prefer(SetPreferences(channels=("pager",)), by)


def test_every_rule_has_words_in_both_languages():
    assert set(RULES) == set(WORDINGS)
    for one in WORDINGS.values():
        for text in (one.label, one.title, one.body):
            assert text.en
            assert any("\u4e00" <= letter <= "\u9fff" for letter in text.zh)


def test_a_death_after_any_commit_changes_nothing_in_the_end(site: FlowSite):
    site.put(CALL, DEAL)
    site.happened("call.scored", "call_1", person="n1", scorecards=1)
    site.happened("deal.won", "deal_1", actor="n1", owner="n1")
    context = Context()
    for die_after in (1, 1, 1, 2):
        site.store.left = die_after
        try:
            site.flow.relay.run(context, {})
        except Crash:
            continue
    site.store.left = None
    site.flow.relay.run(context, {})
    assert sorted((one.person_id, one.kind) for one in site.all(Notification)) == [
        ("manager", "deal.won"),
        ("n1", "call.scored"),
        ("n1", "deal.won"),
    ]
    assert not site.store.outbox(site.flow.tenant_id, 1)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["points.granted", "deal.won", "job.dead", "x.y"]), max_size=6))
def test_nobody_is_told_more_than_once_an_event(site: FlowSite, names: list[str]):
    for name in names:
        site.happened(name, "n1" if name.startswith("points") else "gone", person="n1", points=1)
    site.relay_all()
    found = [(one.person_id, one.event_id, one.kind) for one in site.all(Notification)]
    assert len(found) == len(set(found))
    assert site.store.outbox("local") == []


def test_who_asked_a_contact_for_consent_is_told_how_many_times_they_said_yes(site: FlowSite):
    site.put(Card("card_1", "Wei Chen", email="wei@example.test", owner_id="n1", team_id="north"))
    asking = Asking(site.desk, SystemTokens(), lambda: True)
    link = asking.ask(AskConsent("card_1", jurisdiction="CN"), site.actor("n1"))
    answers = {"record": True, "transcribe": True, "analyse": True, "coach": False}
    page = Answering(site.desk, TENANT)
    page.answer(link.path.removeprefix("/consent/"), answers, notices().version)
    site.relay_all()
    found = site.notifications.list(site.actor("n1"))
    assert [(one.title.zh, one.body.en, one.link) for one in found] == [
        (
            "一位联系人回复了你的同意请求",
            "Said yes to 3, no to 1; the page says to what.",
            "/consents",
        )
    ]


def test_who_is_mentioned_is_told_so_once_and_not_as_a_commenter_too(site: FlowSite):
    said = CallComment(
        "cmt_1", "call_1", "n1", "north", "coach", NOW, "@Max", mentions=("manager",)
    )
    before = CallComment("cmt_0", "call_1", "n1", "north", "manager", NOW, "Hm.")
    site.put(CALL, before, said)
    site.happened("call.commented", "call_1", actor="coach", comment="cmt_1", person="n1")
    site.happened("call.mentioned", "call_1", actor="coach", comment="cmt_1", people=["manager"])
    site.relay_all()
    told = {(one.person_id, one.kind) for one in site.all(Notification)}
    assert told == {("n1", "call.commented"), ("manager", "call.mentioned")}
    [note] = site.notifications.list(site.actor("manager"))
    assert note.link == "/calls/call_1?show=comments"


def test_a_mention_tells_nobody_who_may_not_see_the_call_any_more(site: FlowSite):
    said = CallComment(
        "cmt_1", "call_1", "n1", "north", "coach", NOW, "@Max", mentions=("manager",)
    )
    moved = next(one for one in site.all(Person) if one.id == "manager")
    site.put(CALL, said)
    site.change(evolve(moved, team_id="south", version=moved.version + 1))
    site.happened("call.mentioned", "call_1", actor="coach", comment="cmt_1", people=["manager"])
    site.relay_all()
    assert site.all(Notification) == []
