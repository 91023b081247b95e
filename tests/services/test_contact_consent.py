"""Contacts without an account are asked by link or e-mail, answer, and withdraw by that link."""

from datetime import timedelta

import pytest
from attrs import evolve
from tests.services.conftest import NOW, TENANT
from tests.services.consent_world import contact, seller_agreed, shown
from tests.services.test_calls_service import calls, command

from revrise.adapters.identity.tokens import SystemTokens
from revrise.core.errors import Conflict, Invalid, NotFound, Refused
from revrise.core.governance.consent import Consent
from revrise.core.governance.contact_consent import ConsentRequest, ContactConsent
from revrise.core.governance.notice import notices
from revrise.core.jobs.job import Job
from revrise.services.calls.commands import Agreed
from revrise.services.calls.consents import Consents, SetConsent
from revrise.services.calls.leaving import Leaving
from revrise.services.consent.answering import Answering
from revrise.services.consent.asking import AskConsent, Asking
from revrise.services.consent.mailing import Mailing
from revrise.testing.doubles import FixedClock

__all__ = ["calls", "contact"]
YES = dict.fromkeys(("record", "transcribe", "analyse", "coach"), True)
NO = dict.fromkeys(YES, False)
VERSION = notices().version


@pytest.fixture
def asking(world):
    return Asking(world.desk, SystemTokens(), lambda: True)


@pytest.fixture
def page(world):
    return Answering(world.desk, TENANT)


def token(link):
    return link.path.removeprefix("/consent/")


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
