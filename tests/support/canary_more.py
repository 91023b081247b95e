"""What the service keeps beside the canary company: comments, disputes, notifications, jobs.

`visibility.SEES` says who may see the words in it.
"""

from datetime import timedelta
from hashlib import sha256

from attrs import evolve
from tests.support.aviary import Canary, Company
from tests.support.canary_company import DAY, NORTH, SOUTH, TOP

from revrise.apps.api.views.rubric_versions import RUBRIC
from revrise.core.assist.answer import ModelAnswer, Point, Quote
from revrise.core.coaching.clip import Clip
from revrise.core.coaching.comment import CallComment
from revrise.core.coaching.one_on_one import OneOnOne
from revrise.core.coaching.plan import Action, Plan
from revrise.core.content.asset import Asset, AssetVersion
from revrise.core.conversations.call import Call
from revrise.core.conversations.intake.arrival import Arrival, Party
from revrise.core.conversations.intake.source import IntakeSource
from revrise.core.conversations.tracker_text import TrackerText
from revrise.core.crm.source import CrmRun, CrmSource
from revrise.core.deals.account import Card, Product
from revrise.core.governance.consent import Consent
from revrise.core.governance.contact_consent import ConsentRequest, ContactConsent
from revrise.core.governance.role_grant import RoleGrant
from revrise.core.identity.outside import OutsideLink
from revrise.core.identity.provisioning import ProvisioningToken, ScimGroup
from revrise.core.identity.second_factor import SecondFactor, factor_id
from revrise.core.jobs.job import Job
from revrise.core.learning.enrolment import Enrolment
from revrise.core.notifications.notification import Notification
from revrise.core.people.data_range import DataSet
from revrise.core.people.person import Person
from revrise.core.roleplay.session import RolePlay, Turn
from revrise.core.scoring.assessment import Assessment
from revrise.core.scoring.coach_score import CoachScore
from revrise.core.scoring.dispute import Dispute
from revrise.core.scoring.rubric_text import RubricText
from revrise.core.snapshots.snapshot import MetricSnapshot
from revrise.core.webhooks.delivery import WebhookDelivery
from revrise.core.webhooks.endpoint import WebhookEndpoint, WebhookSecret

# Who coaches whose teams, and who keeps webhooks.
COACHES = {NORTH: "per_lead", SOUTH: "per_coach", TOP: "per_boss", None: "per_owner"}
LATE = DAY + timedelta(days=9_000)
# Who has a second factor on, and a recovery code of theirs.
PROOFS = {"per_lead": "aaaa-bbbb-cccc-dddd", "per_coach": "eeee-ffff-gggg-hhhh"}
HOOKS = ("per_lead", "per_enable", "per_admin")
# Who answers for a source of calls.
COMING_IN = ("per_n1", "per_lead", "per_coach")

_ASKED = RUBRIC.replace("our-own", "discovery")
_LISTENED = "[[trackers]]\nid = 'cost'\ntitle.en = 'Cost'\nwhen = {phrases = ['cost']}\n"


def enlarge(company: Company) -> Company:
    """The same company with more in it."""
    calls = {call.owner_id: call for call in company.of(Call) if call.state == "analysed"}
    cards = {card.person_id: card for card in company.of(Assessment)}
    for owner, call in calls.items():
        _said(company, owner, call)
        _judged(company, owner, cards[owner])
    for person in company.of(Person):
        _told(company, person.id, person.team_id)
    for owner in HOOKS:
        _hooked(company, owner)
    for owner in COMING_IN:
        _coming_in(company, owner)
    for person, team in (("per_n1", NORTH), ("per_s1", SOUTH)):
        _under_way(company, person, team)
    for call in calls.values():
        _asked(company, call)
    _in_review(company)
    secret = 3 * "ZQSECRET"  # base32 and long enough, as such a secret is
    company.aviary.words["ZQSECR"] = Canary("second_factor.secret", "per_n1", NORTH)
    company.keep(
        SecondFactor(factor_id("per_n1"), "per_n1", secret, DAY, recovery=("0" * 64,)),
        *(
            SecondFactor(factor_id(who), who, secret, DAY, version=0).confirmed(DAY, 1, (code,))
            for who, code in PROOFS.items()
        ),
        OutsideLink("lnk_one", "per_owner", "https://login.example", "somebody there", DAY),
        Product("product_one", "A product"),
        DataSet("set_one", "A set"),
        RubricText("rub_one", "discovery", 2, _ASKED, "per_enable", DAY, "retired"),
        TrackerText("trk_one", 1, _LISTENED, "per_enable", DAY),
        ProvisioningToken("prv_one", "directory", "0" * 64, "per_owner", DAY, LATE),
        RoleGrant("grt_one", "per_n2", "rep", "temporary", "per_owner", "A reason", DAY, LATE),
        ScimGroup("grp_one", "A group", "a group"),
        CrmSource("crm_one", "erp", "csv", "/nowhere"),
        CrmRun("run_one", "crm_one", DAY, "done", DAY, {"read": 1}),
        MetricSnapshot("snap_one", DAY, NORTH, DAY, "USD", {"deals": 1, "score": None}),
    )
    return company


def _said(company: Company, owner: str, call: Call) -> None:
    coach = COACHES[call.team_id]
    for shared, cell in (("rep", "call_comment"), ("coaches", "call_comment.coaches")):
        text = company.aviary.word(cell, owner, call.team_id, coach)
        company.keep(
            CallComment(f"cmt_{text}", call.id, owner, call.team_id, coach, DAY, text,
                        shared=shared)
        )  # fmt: skip
    for shared, cell in (("call", "clip"), ("team", "clip.team")):
        text = company.aviary.word(cell, owner, call.team_id, coach)
        company.keep(
            Clip(f"clip_{text}", call.id, owner, call.team_id, coach, DAY, 0, 600_000, text, text,
                 shared)
        )  # fmt: skip
    text = company.aviary.word("model_answer", owner, call.team_id)
    company.keep(
        ModelAnswer(f"mans_{text}", call.id, owner, call.team_id, coach, DAY, "answer", "m", "p",
                    (Point(text, (Quote(0, 0, 2),)),), 1, 1, 0, 1, text)
    )  # fmt: skip


def _judged(company: Company, owner: str, card: Assessment) -> None:
    def word(cell: str) -> str:
        return company.aviary.word(cell, owner, card.team_id)

    coach = COACHES[card.team_id]
    company.keep(
        CoachScore(f"cscore_{word('coach_score')}", card.id, card.subject_id, owner, card.team_id,
                   coach, DAY, {"open-questions": 3}, {"open-questions": word("coach_score")},
                   3.0),
        Dispute(f"disp_{word('dispute')}", card.id, card.subject_id, owner, card.team_id,
                "open-questions", 2, word("dispute"), DAY, "upheld", coach, DAY, 2,
                word("dispute")),
    )  # fmt: skip


def _told(company: Company, person: str, team: str | None) -> None:
    def word(cell: str) -> str:
        return company.aviary.word(cell, person, team)

    company.keep(
        Notification(f"ntf_{word('notification')}", person, "call.scored", DAY,
                     f"evt_{word('notification')}", word("notification"), data={"scorecards": 1}),
        Job(f"job_{word('job')}", "call.process", "scoring", "dead", person, word("job"), DAY,
            ended_at=DAY, attempts=5, args={"call": word("job.args")}, error=word("job"),
            remedy=word("job")),
    )  # fmt: skip


def _hooked(company: Company, owner: str) -> None:
    def word(cell: str) -> str:
        return company.aviary.word(cell, owner, None)

    endpoint = f"whe_{word('webhook')}"
    secret = WebhookSecret(f"whsec_{word('webhook.secret')}AA", DAY)
    company.keep(
        WebhookEndpoint(endpoint, owner, f"https://{word('webhook')}.example/in", ("*",),
                        (secret,), DAY),
        WebhookDelivery(f"whd_{word('webhook')}", endpoint, owner, f"evt_{word('webhook')}",
                        "deal.won", DAY, {"data": word("webhook.body")}, DAY + timedelta(hours=1),
                        "failed", 3, DAY, 500, word("webhook")),
    )  # fmt: skip


def _coming_in(company: Company, owner: str) -> None:
    """A source of somebody's, a call of it that waits, and one that waits to be dismissed."""

    def word(cell: str) -> str:
        return company.aviary.word(cell, owner, None)

    source = f"src_of_{owner}"
    secret = WebhookSecret(f"whsec_{word('intake_source.secret')}AA", DAY)
    arrival, name = f"arr_of_{owner}", word("call_arrival")
    party = Party(name, f"{name}@example.org", name)
    company.keep(
        IntakeSource(source, word("intake_source"), owner, DAY, (secret,), connector=source),
        Arrival(arrival, source, owner, name, DAY, DAY, name, (party,), f"{name}.vtt",
                link=(f"https://x.example/{word('call_arrival.link')}",), state="waiting",
                reason="no_consent"),
    )  # fmt: skip


def file_of(person: str) -> bytes:
    """What somebody's call that failed was uploaded as."""
    return f"WEBVTT\n\n00:00.000 --> 00:02.000\n<v {person}>Hello.\n".encode()


def _under_way(company: Company, person: str, team: str) -> None:
    """What somebody is in the middle of, so that there is something to go on with."""
    coach, later = COACHES[team], DAY + timedelta(days=30)
    to_do = Action("listening", "anything", "A call to hear", later)
    done = evolve(to_do, done_at=DAY)
    for name, state, action in (
        ("new", "proposed", to_do),
        ("on", "accepted", to_do),
        ("done", "accepted", done),
    ):
        company.keep(
            Plan(f"plan_{name}_{person}", person, team, coach, "closing", 2.0, 3.5, (action,),
                 DAY, later, state)
        )  # fmt: skip
    call = Call(f"call_failed_{person}", "A call", person, team, DAY, "en",
                sha256(file_of(person)).hexdigest(), state="failed",
                participants=("*",))  # fmt: skip
    card = next(one for one in company.of(Assessment) if one.person_id == person)
    company.keep(
        OneOnOne(f"oo_next_{person}", person, team, coach, later),
        Enrolment(f"enr_new_{person}", "course_open", person, team, DAY),
        Enrolment(f"enr_read_{person}", "course_open", person, team, DAY, done=("l1",),
                  state="in_progress"),
        RolePlay(f"rp_open_{person}", "scenario_open", person, team, DAY,
                 turns=(Turn("buyer", "Too expensive."), Turn("seller", "Than what?"))),
        Dispute(f"disp_open_{person}", card.id, card.subject_id, person, team, "open-questions",
                2, "Not so", DAY),
        call,
        Job(f"job_queued_{person}", "call.process", "scoring", "queued", person, call.id, DAY),
    )  # fmt: skip


def _asked(company: Company, call: Call) -> None:
    """A contact who was asked by link, and what they said before."""
    card = next(one for one in company.of(Card) if one.owner_id == call.owner_id)

    def word(cell: str) -> str:
        return company.aviary.word(cell, call.owner_id, call.team_id)

    company.keep(
        ContactConsent(f"ccon_{call.id}", card.id, "record", word("contact_consent.place"), "page",
                       DAY, DAY, owner_id=call.owner_id, team_id=call.team_id),
        ConsentRequest(f"crq_{word('consent_request.id')}", card.id, ("record", "coach"), "CN",
                       "2026-12", word("consent_request.token_hash"), call.owner_id, DAY, LATE,
                       call.id, "B", call.owner_id, call.team_id),
    )  # fmt: skip


def _in_review(company: Company) -> None:
    company.keep(
        Asset("asset_again", "deck", "Twice published", "per_owner", state="published",
              published_version="1.1.0"),
        *(
            AssetVersion(f"e_asset_again_{number}", "asset_again", f"1.{number}.0", "Text",
                         "per_owner", DAY + timedelta(hours=number), state="published",
                         approved_by=("per_enable",), published_at=DAY)
            for number in (0, 1)
        ),
    )  # fmt: skip
    for state in ("in_review", "approved", "taken_back"):
        company.keep(
            Asset(f"asset_{state}", "playbook", "Another playbook", "per_owner"),
            AssetVersion(f"e_asset_{state}", f"asset_{state}", "1.0.0", "Text", "per_owner", DAY,
                         state=state if state == "approved" else "in_review"),
        )  # fmt: skip


def agreed_call(company: Company) -> Call:
    """A call of the south that everybody agreed to have coached."""
    agreed = {one.call_id for one in company.of(Consent) if one.purpose == "coach"}
    return next(one for one in company.of(Call) if one.id in agreed and one.owner_id == "per_s1")
