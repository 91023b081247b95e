"""Asking contacts by link, their page without an account, imports, rules by place."""

import re
from datetime import timedelta

import pytest

from revrise.core.conversations.call import SEALED, WAITS, Call
from revrise.core.conversations.transcript import Speaker, Transcript, Utterance
from revrise.core.deals.account import Card
from revrise.core.governance.actor import system_actor
from revrise.core.governance.contact_consent import ContactConsent
from revrise.core.governance.notice import notices
from revrise.core.governance.scope import system_scope
from revrise.services.calls.commands import AddCall, Agreed

NONCE = re.compile(r'nonce="[^"]*"')
PURPOSES = ("record", "transcribe", "analyse", "coach")


@pytest.fixture(scope="module")
def contact(app):
    with app.desk.store.begin(system_actor("acme")) as work:
        card = Card("asked", "Wei Chen", email="wei@example.test", owner_id="rep", team_id="west")
        work.of(Card).add(card, system_scope("acme", "card", "create", "test"))
        work.record("test.put", "acme")
    return card.id


def linked(ask, contact, **more):
    """A link a rep made by form, as its path."""
    form = {"contact": contact, "purposes": list(PURPOSES), "days": "14", **more}
    html = ask("rep", "/consents", form).text
    return re.search(r'value="[^"]*(/consent/crq_[^"]+)"', html)[1]


def answered(form):
    return {"text": notices().version, **form}


def said(app):
    with app.desk.store.read(system_actor("acme")) as work:
        scope = system_scope("acme", "contact_consent", "read", "test")
        return {one.purpose: one.state for one in work.of(ContactConsent).load_many(scope)}


def test_a_contact_reads_answers_and_withdraws_without_an_account(ask, app, contact):
    link = linked(ask, contact, place="CN")
    assert link not in ask("rep", "/consents").text  # it was shown once
    page = ask("", link)
    assert page.headers["x-robots-tag"] == "noindex, nofollow"
    assert page.headers["referrer-policy"] == "no-referrer"
    assert "no-store" in page.headers["cache-control"]
    assert "Wei" not in page.text
    chinese = ask("", link, accept_language="zh-CN").text
    assert "个人信息保护法" in chinese
    assert "个人信息保护法" in ask("", f"{link}?lang=zh").text
    assert "Personal Information Protection Law" in ask("", f"{link}?lang=en").text
    assert ask("", link, answered({"record": "yes"})).status_code == 422
    assert ask("", link, {**dict.fromkeys(PURPOSES, "yes"), "text": "old"}).status_code == 422
    assert said(app) == {}
    some = {**dict.fromkeys(PURPOSES, "yes"), "coach": "no"}
    assert "Your answer is kept" in ask("", link, answered(some)).text
    assert said(app) == {"record": "given", "transcribe": "given", "analyse": "given",
                         "coach": "declined"}  # fmt: skip
    assert "agreed" in ask("rep", "/consents").text
    done = ask("", link, answered({"all": "no"}))
    assert (done.status_code, "used up" in done.text) == (200, True)
    assert set(said(app).values()) == {"withdrawn", "declined"}
    assert ask("", link).status_code == 404


def test_links_that_open_nothing_answer_alike_to_the_byte(ask, app, contact):
    revoked, used, live = (linked(ask, contact) for _ in range(3))
    one = revoked.removeprefix("/consent/").partition(".")[0]
    assert ask("rep", f"/consents/{one}/revoke", {}).status_code == 303
    ask("", used, answered({"all": "no"}))
    nothing = [revoked, used, f"{live[:-3]}~~~", "/consent/none", "/consent/crq_.x"]
    answers = [(ask("", path), ask("", path, answered({"all": "no"}))) for path in nothing]
    bodies = {NONCE.sub("", each.text) for pair in answers for each in pair}
    assert len(bodies) == 1
    assert {each.status_code for pair in answers for each in pair} == {404}
    # What counts requests, or names this one, says nothing of the link.
    own = ("date", "x-request-id", "content-security-policy", "ratelimit", "server-timing")
    headers = {
        tuple(one for one in sorted(each.headers.items()) if not one[0].startswith(own))
        for pair in answers
        for each in pair
    }
    assert len(headers) == 1, headers


def test_of_a_call_the_notice_is_noted_and_a_contact_named(ask, app, contact):
    speakers = (Speaker("A", "seller"), Speaker("B", "buyer"))
    first = Utterance("A", notices().spoken["all-party"].zh, 2_000, 9_000)
    talk = Transcript("zh", speakers, (first, Utterance("B", "可以。", 9_500, 10_000)), 12_000)
    command = AddCall(talk, "f" * 64, "A talk", "rep", app.clock.now() - timedelta(hours=1),
                      agreed=Agreed("US-CA"))  # fmt: skip
    call = app.calls.add(command, app.people.actor("rep")).call.id
    page = f"/consents?call={call}"
    assert "The words have it 2.0" in ask("rep", page).text
    of_call = {"call": call, "contact": contact, "purposes": ["record"], "days": "5"}
    wrong = ask("rep", "/consents", of_call | {"participant": "C"})
    assert (wrong.status_code, "Choose who of the call" in wrong.text) == (422, True)
    assert ask("rep", "/consents/notice", {"call": call, "seconds": "x"}).status_code == 422
    assert ask("rep", "/consents/notice", {"call": call, "seconds": "3000"}).status_code == 422
    assert ask("rep", "/consents/notice", {"call": call, "how": "detected"}).status_code == 303
    assert "as the words have it" in ask("rep", page).text
    link = linked(ask, contact, call=call, participant="B")
    assert "It is about your call of" in ask("", link).text
    assert "Your answer is kept" in ask("", link, answered(dict.fromkeys(PURPOSES, "yes"))).text
    named = {"call": call, "contact": contact, "participant": "B"}
    assert ask("rep", "/consents/contact", named | {"participant": "C"}).status_code == 422
    assert ask("rep", "/consents/contact", named).status_code == 303


def test_whom_it_is_about_is_found_by_name_and_chosen(ask, app, contact):
    now = app.clock.now()
    waiting = Call("waits", "Waiting talk", "rep", "west", now, "en", "a" * 64, state="blocked",
                   remedy=WAITS, sealed_until=now + SEALED)  # fmt: skip
    with app.desk.store.begin(system_actor("acme")) as work:
        work.of(Call).add(waiting, system_scope("acme", "call", "create", "test"))
        work.record("test.put", "acme")
    found = ask("rep", "/consents?q=wei").text
    assert f'href="/consents?contact={contact}"' in found
    assert "Make the link" not in found
    assert "Nothing found" in ask("rep", "/consents?q=zzzz").text
    chosen = ask("rep", f"/consents?contact={contact}&q=waiting").text
    assert f'name="contact" value="{contact}"' in chosen
    assert f'href="/consents?call=waits&amp;contact={contact}"' in chosen
    both = ask("rep", f"/consents?call=waits&contact={contact}").text
    assert "Have it count" in both
    assert 'type="search"' not in both.partition("<main")[2]
    assert "Make the link" not in ask("rep", "/consents?contact=nobody").text
    page = ask("rep", "/calls/waits").text
    assert "sealed: nobody reads or hears it" in page


def test_another_site_answers_for_nobody(ask, contact, app):
    link, before = linked(ask, contact), said(app)
    yes = answered(dict.fromkeys(PURPOSES, "yes"))
    foreign = ask("", link, yes, sec_fetch_site="cross-site")
    assert foreign.status_code == 403
    assert said(app) == before


def test_forms_say_what_is_wrong_and_others_see_no_link(ask, contact):
    for form in ({"contact": "nobody"}, {"days": "900"}, {"purposes": []}):
        whole = {"contact": contact, "purposes": list(PURPOSES), "days": "14", **form}
        assert ask("rep", "/consents", whole).status_code == 422, form
    assert ask("enablement", "/consents").status_code == 403
    assert ask("", "/consents").status_code == 303


def test_an_admin_imports_consent_and_sets_places(ask, client, app, contact):
    head = "email,purposes,state,at,evidence\n"
    for row, status in (("wei@example.test,train,given,2026-01-05,form 7\n", 200),
                        ("who@example.test,train,given,2026-01-05,form 7\n", 422)):  # fmt: skip
        sent = {"file": ("c.csv", head + row, "text/csv")}
        who = {"who": "admin", "X-CSRF-Token": "the-token"}
        answer = client.post("/admin/consents/import", files=sent, headers=who)
        assert answer.status_code == status
    assert "names no contact" in answer.text
    assert said(app)["train"] == "given"
    lax = {"place": "CN", "regime": "one-party", "reason": ""}
    assert ask("admin", "/admin/consents/places", lax).status_code == 422
    strict = {"place": "DE", "regime": "pipl", "reason": "house rule"}
    assert ask("admin", "/admin/consents/places", strict).status_code == 303
    assert "house rule" in ask("admin", "/admin/consents").text
    assert "why</span>: house rule" in ask("admin", "/admin/audit").text
    named = ask("admin", "/admin/consents/places", strict | {"reason": "ask wei@example.test"})
    assert (named.status_code, "name nobody" in named.text) == (422, True)
    assert ask("admin", "/admin/consents/places/DE/unset", {}).status_code == 303
    assert ask("rep", "/admin/consents").status_code == 403
