"""Contacts without an account: asked by link, answering, withdrawing; imports; notices; places."""

from datetime import timedelta
from pathlib import Path

import pytest
from attrs import evolve
from tests.services.conftest import NOW, TENANT
from tests.services.test_calls_service import TALK, calls, command

from revrise.adapters.identity.tokens import SystemTokens
from revrise.core.deals.account import Card
from revrise.core.errors import Conflict, Invalid, NotFound, Refused
from revrise.core.governance.consent import Consent
from revrise.core.governance.contact_consent import ConsentRequest, ContactConsent
from revrise.core.governance.notice import CallNotice, notices
from revrise.core.governance.scope import system_scope
from revrise.core.jobs.job import Job
from revrise.services.calls.commands import Agreed
from revrise.services.calls.consents import Consents, SetConsent
from revrise.services.calls.leaving import Leaving
from revrise.services.consent.answering import Answering
from revrise.services.consent.asking import AskConsent, Asking
from revrise.services.consent.hearing import Hearing, NoteNotice
from revrise.services.consent.importing import ConsentImport
from revrise.services.consent.jurisdictions import Places
from revrise.services.consent.mailing import Mailing
from revrise.testing.doubles import FixedClock

__all__ = ["calls"]
YES = dict.fromkeys(("record", "transcribe", "analyse", "coach"), True)
NO = dict.fromkeys(YES, False)
VERSION = notices().version


@pytest.fixture
def contact(world):
    """A contact of n1, and one of n2."""
    world.put(
        Card("card1", "Wei Chen", email="Wei@example.test", owner_id="n1", team_id="north"),
        Card("card2", "Bo Li", email="bo@example.test", owner_id="n2", team_id="north"),
    )
    return "card1"


@pytest.fixture
def asking(world):
    return Asking(world.desk, SystemTokens(), lambda: True)


@pytest.fixture
def page(world):
    return Answering(world.desk, TENANT)


def token(link):
    return link.path.removeprefix("/consent/")


def seller_agreed(calls, world, place="CN"):
    """A call whose seller agreed and whose buyer nobody asked."""
    agreed = Agreed(place, ("A",), separately=True)
    return calls.add(command(agreed=agreed), world.by("n1")).call.id


def shown(calls, world, call_id):
    return calls.show(call_id, world.by("n1"))["transcript"] is not None


def test_a_contact_agrees_by_link_and_withdraws_by_the_same_one(
    world, calls, asking, page, contact
):
    call_id = seller_agreed(calls, world)
    link = asking.ask(AskConsent(contact, call_id=call_id, jurisdiction="CN"), world.by("n1"))
    seen = page.show(token(link))
    assert (seen.company, seen.regime, seen.answered) == ("Acme", "pipl", False)
    assert not shown(calls, world, call_id)
    assert page.answer(token(link), YES, VERSION)
    assert shown(calls, world, call_id)
    said = [one for one in world.all(Consent) if one.participant == "B"]
    assert {(one.source, one.separate, one.text_version) for one in said} == {
        ("page", True, VERSION)
    }
    assert page.answer(token(link), {**YES, "coach": False}, VERSION)
    assert not shown(calls, world, call_id)
    assert not page.answer(token(link), NO, VERSION)
    with pytest.raises(NotFound):
        page.show(token(link))
    assert [one for one in world.audited if one.startswith("consent.")] == [
        "consent.asked",
        *["consent.answered"] * 3,
    ]


def test_whatever_is_no_open_link_is_the_same_nothing(world, calls, asking, page, contact):
    by = world.by("n1")
    revoked, expired, forged = (token(asking.ask(AskConsent(contact), by)) for _ in range(3))
    used = token(asking.ask(AskConsent(contact), by))
    page.answer(used, NO, VERSION)
    with pytest.raises(Refused):
        asking.revoke(revoked.partition(".")[0], world.by("manager"))
    with pytest.raises(NotFound):
        asking.revoke(revoked.partition(".")[0], world.by("n2"))
    asking.revoke(revoked.partition(".")[0], by)
    with pytest.raises(Conflict):
        asking.revoke(revoked.partition(".")[0], by)
    late = Answering(evolve(world.desk, clock=FixedClock(NOW + timedelta(days=15))), TENANT)
    said = set()
    for where, one in (
        (page, revoked), (late, expired), (page, used), (page, f"{forged[:-1]}~"), (page, ""),
        (page, forged[:-1] + ("a" if forged[-1] != "a" else "b")), (page, "crq_x.y"),
        (page, forged.replace("crq_", "crq_0")),
    ):  # fmt: skip
        with pytest.raises(NotFound) as shown_error:
            where.show(one)
        with pytest.raises(NotFound) as answered:
            where.answer(one, YES, VERSION)
        said |= {str(shown_error.value), str(answered.value)}
    assert len(said) == 1


def test_only_a_hash_of_the_link_is_kept(world, asking, contact):
    link = asking.ask(AskConsent(contact), world.by("n1"))
    [kept] = world.all(ConsentRequest)
    assert token(link).partition(".")[2] not in repr(kept) + kept.token_hash
    assert "token_hash" not in asking.list(world.by("n1"))[0].request


def test_after_its_time_a_link_takes_back_and_gives_nothing(world, asking, page, contact):
    link = token(asking.ask(AskConsent(contact), world.by("n1")))
    page.answer(link, {**YES, "coach": False}, VERSION)
    late = Answering(evolve(world.desk, clock=FixedClock(NOW + timedelta(days=400))), TENANT)
    assert not late.show(link).may_give
    with pytest.raises(Invalid):
        late.answer(link, YES, VERSION)
    assert late.answer(link, {**NO, "record": True}, VERSION)
    states = {one.purpose: one.state for one in world.all(ContactConsent)}
    assert states == {
        "record": "given", "transcribe": "withdrawn", "analyse": "withdrawn", "coach": "declined",
    }  # fmt: skip


def test_every_purpose_takes_an_answer_to_the_text_that_was_read(world, asking, page, contact):
    link = token(asking.ask(AskConsent(contact), world.by("n1")))
    for answers, version in (
        ({}, VERSION), ({"record": True}, VERSION), (YES, "1999-01"),
        ({**YES, "train": True}, VERSION),
    ):  # fmt: skip
        with pytest.raises(Invalid):
            page.answer(link, answers, version)
        assert world.all(ContactConsent) == [], (answers, version)


def test_who_may_not_change_consent_to_a_call_asks_nobody_about_it(world, calls, asking, contact):
    call_id = seller_agreed(calls, world)
    with pytest.raises(Refused):
        asking.ask(AskConsent(contact, call_id=call_id), world.by("coach"))
    with pytest.raises(NotFound):
        asking.ask(AskConsent(contact, call_id=call_id), world.by("n2"))
    with pytest.raises(NotFound):
        asking.ask(AskConsent("nobody"), world.by("n1"))
    for wrong in (
        AskConsent(contact, purposes=()), AskConsent(contact, purposes=("sell",)),
        AskConsent(contact, days=0), AskConsent(contact, days=91),
        AskConsent(contact, call_id=call_id, participant="C"),
    ):  # fmt: skip
        with pytest.raises(Invalid):
            asking.ask(wrong, world.by("n1"))
    assert world.all(ConsentRequest) == []


def test_what_a_contact_said_before_counts_once_it_is_known_who_they_are(
    world, calls, asking, page, contact
):
    by, call_id = world.by("n1"), seller_agreed(calls, world)
    with pytest.raises(Invalid):
        asking.speaks(contact, call_id, None, by)
    link = token(asking.ask(AskConsent(contact, jurisdiction="CN"), by))
    page.answer(link, YES, VERSION)
    assert not shown(calls, world, call_id)
    assert asking.speaks(contact, call_id, None, by) == 4
    assert shown(calls, world, call_id)
    page.answer(link, NO, VERSION)
    assert not shown(calls, world, call_id)


def test_a_no_ends_what_one_side_could_agree_to_alone(world, calls, asking, page, contact):
    by = world.by("n1")
    call_id = calls.add(command(), by).call.id
    only_ours = SetConsent(call_id, "seller-only", "US-NY", "both were there")
    Consents(world.desk).change(only_ours, by)
    assert shown(calls, world, call_id)
    link = asking.ask(AskConsent(contact, call_id=call_id, jurisdiction="US-NY"), by)
    page.answer(token(link), NO, VERSION)
    assert not shown(calls, world, call_id)


def test_a_no_to_sharing_counts_where_no_yes_is_asked_for(world, calls, asking, page, contact):
    by = world.by("n1")
    call = calls.add(command(agreed=Agreed("DE")), by).call
    link = asking.ask(
        AskConsent(contact, (*YES, "share"), call.id, participant="B", jurisdiction="DE"), by
    )

    def leaves():
        with world.desk.store.read(by) as work:
            return Leaving(world.desk).decide(work, call).allowed

    assert leaves()
    page.answer(token(link), {**YES, "share": False}, VERSION)
    assert not leaves()
    assert shown(calls, world, call.id)
    page.answer(token(link), {**YES, "share": True}, VERSION)
    assert leaves()


def test_an_e_mail_brings_a_new_link_and_ends_the_one_before(world, asking, page, contact):
    by, sent = world.by("n1"), []

    class Mailbox:
        personal, shared = ("email",), ()

        def send(self, channel, message):
            sent.append((channel, message))

    class Once:
        def step(self, _, run):
            run()

    link = asking.ask(AskConsent(contact), by)
    asking.mail(link.id, "zh", by)
    [job] = world.all(Job)
    assert token(link).partition(".")[2] not in repr(job.args)
    mailing = Mailing(world.desk, TENANT, Mailbox(), SystemTokens(), "https://r.example/")
    assert mailing.run(Once(), job.args) == {"sent": 1}
    [(channel, message)] = sent
    assert (channel, message.to) == ("email", "Wei@example.test")
    assert message.title == "Acme 征求你的同意"
    with pytest.raises(NotFound):
        page.show(token(link))
    page.answer(message.link.removeprefix("https://r.example/consent/"), NO, VERSION)
    assert mailing.run(Once(), job.args) == {"sent": 0}
    with pytest.raises(Conflict):
        asking.mail(link.id, "en", by)


HEADER = "email,purposes,state,at,evidence,jurisdiction,separate\n"


def imported(world, tmp_path, text, by="n1", **more):
    file = tmp_path / "consent.csv"
    file.write_text(HEADER + text, encoding="utf-8")
    return ConsentImport(world.desk).run(Path(file), world.by(by), **more)


def test_an_import_keeps_words_and_the_same_file_again_changes_nothing(
    world, calls, contact, tmp_path
):
    text = (
        "wei@example.test,record transcribe analyse coach,given,2026-02-01,=HYPERLINK(1),CN,yes\n"
    )
    first = imported(world, tmp_path, text)
    assert (first.rows, first.kept, first.rejected) == (1, 4, 0)
    before = world.all(ContactConsent)
    again = imported(world, tmp_path, text)
    assert (again.kept, again.unchanged) == (0, 4)
    assert world.all(ContactConsent) == before
    call_id = seller_agreed(calls, world)
    Asking(world.desk, SystemTokens()).speaks(contact, call_id, "B", world.by("n1"))
    assert shown(calls, world, call_id)
    end = "WEI@example.test,coach,withdrawn,2026-03-05 10:00,their e-mail,CN,\n"
    assert imported(world, tmp_path, text + end).withdrawn_calls == 1
    assert not shown(calls, world, call_id)
    assert imported(world, tmp_path, text).kept == 0  # an older word


def test_an_import_with_one_wrong_line_keeps_nothing_and_names_each(world, contact, tmp_path):
    text = (
        "wei@example.test,record,given,2026-02-01,form,CN,\n"
        "nobody@example.test,record,given,2026-02-01,form,CN,\n"
        "wei@example.test,sell,given,2026-02-01,form,CN,\n"
        "wei@example.test,record,perhaps,2026-02-01,form,CN,\n"
        "wei@example.test,record,given,someday,form,CN,\n"
        "wei@example.test,record,given,2999-01-01,form,CN,\n"
        "wei@example.test,record,given,2026-02-01,,CN,\n"
        "wei@example.test,record,given,2026-02-01,form,CN,often\n"
        "bo@example.test,record,given,2026-02-01,form,CN,\n"
    )
    found = imported(world, tmp_path, text)
    assert (found.kept, found.rejected) == (0, 8)
    assert [(one.line, one.column) for one in found.first] == [
        (3, "email"), (4, "purposes"), (5, "state"), (6, "at"), (7, "at"), (8, "evidence"),
        (9, "separate"), (10, "email"),
    ]  # fmt: skip
    assert world.all(ContactConsent) == []
    assert imported(world, tmp_path, text.splitlines()[0] + "\n", dry_run=True).kept == 0
    assert world.all(ContactConsent) == []
    with pytest.raises(Refused):
        imported(world, tmp_path, text, by="enb")


def test_a_tenant_makes_a_place_stricter_and_laxer_only_with_a_reason(world, calls, contact):
    places, admin = Places(world.desk), world.by("admin")
    by = world.by("n1")
    call_id = calls.add(command(agreed=Agreed("DE")), by).call.id
    assert shown(calls, world, call_id)
    places.set("DE", "pipl", "", admin)
    assert not shown(calls, world, call_id)
    assert places.list(admin)[0].place == "DE"
    places.unset("DE", admin)
    assert shown(calls, world, call_id)
    with pytest.raises(Invalid):
        places.set("CN", "gdpr", " ", admin)
    assert places.set("CN", "gdpr", "counsel's letter of 3 March", admin).rule.laxer
    for told in (
        "Wei Chen said so",
        "call +86 138 1234 5678",
        "ask wei@example.test",
        "陈伟经理来信同意",
    ):
        with pytest.raises(Invalid) as refused:
            places.set("CN", "gdpr", told, admin)
        assert refused.value.culprit == "reason"
    scope = system_scope(TENANT, "audit", "read", "test")
    said = [one.detail for one in world.desk.store.audit(scope) if one.action == "jurisdiction.set"]
    assert said[-1] == {
        "regime": "gdpr", "was": "pipl", "laxer": True, "reason": "counsel's letter of 3 March",
    }  # fmt: skip
    for place, regime in (("Germany", "gdpr"), ("DE", "none"), ("", "gdpr")):
        with pytest.raises(Invalid):
            places.set(place, regime, "why", admin)
    for who in ("n1", "manager", "coach"):
        with pytest.raises(Refused):
            places.set("FR", "gdpr", "why", world.by(who))
    with pytest.raises(NotFound):
        places.unset("DE", admin)
    assert [one for one in world.audited if one.startswith("jurisdiction.")] == [
        "jurisdiction.set", "jurisdiction.unset", "jurisdiction.set",
    ]  # fmt: skip


def test_a_notice_is_noted_as_stated_and_proposed_where_the_words_begin_with_it(world, calls):
    by, hearing = world.by("n1"), Hearing(world.desk)
    call_id = calls.add(command(), by).call.id
    assert hearing.show(call_id, by).proposed is None
    with pytest.raises(Invalid):
        hearing.note(NoteNotice(call_id, 0, how="detected"), by)
    spoken = notices().spoken["gdpr"].en
    first = evolve(TALK.utterances[0], text=f"Hello. {spoken}")
    said = evolve(TALK, utterances=(first, *TALK.utterances[1:]))
    other = calls.add(evolve(command(), fingerprint="other", transcript=said), by).call.id
    found = hearing.show(other, by).proposed
    assert (found.regime, found.language, found.alike) == ("gdpr", "en", 1.0)
    assert hearing.note(NoteNotice(other, 0, how="detected"), by).how == "detected"
    assert hearing.note(NoteNotice(call_id, 1_500), by).at_ms == 1_500
    assert hearing.note(NoteNotice(call_id, 1_000), by).version == 2
    assert {one.call_id for one in world.all(CallNotice)} == {call_id, other}
    assert hearing.show(call_id, by).noted.at_ms == 1_000
    with pytest.raises(Invalid):
        hearing.note(NoteNotice(call_id, -1), by)
    with pytest.raises(Refused):
        hearing.note(NoteNotice(call_id, 0), world.by("coach"))
    with pytest.raises(NotFound):
        hearing.show(call_id, world.by("n2"))
