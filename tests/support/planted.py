"""A call whose every word names somebody: a phone, an address, an identity, a card, a name."""

from datetime import timedelta
from typing import Any

from tests.support.canary_company import DAY, SOUTH

from revrise.adapters.rows.kinds import resource
from revrise.core.assist.answer import ModelAnswer, Point, Quote
from revrise.core.coaching.clip import Clip
from revrise.core.coaching.comment import CallComment
from revrise.core.coaching.one_on_one import OneOnOne, Promise
from revrise.core.coaching.plan import Action, Plan
from revrise.core.conversations.call import Call, CallTranscript
from revrise.core.conversations.transcript import Speaker, Transcript, Utterance
from revrise.core.deals.account import Account, Card
from revrise.core.governance.actor import system_actor
from revrise.core.governance.consent import PURPOSES, Consent
from revrise.core.governance.scope import system_scope
from revrise.core.people.competency import Observation
from revrise.core.scoring.assessment import Assessment
from revrise.core.scoring.coach_score import CoachScore
from revrise.core.scoring.dispute import Dispute
from revrise.core.scoring.scorecard import CriterionScore, total

REP, CALL, WHO, VOICE = "per_s1", "call_planted", "Quirrel Vanderbeek", "Buyer"
PHONE, MAIL = "13812345678", "quirrel@northwind.example"
IDENTITY, CARD = "11010519491231002X", "4111111111111111"
TOKENS = ("quirrel", "vanderbeek", PHONE, "northwind.example", IDENTITY.lower(), CARD)
SAID = f"{WHO} ({PHONE}, {MAIL}, {IDENTITY}, {CARD}) pays"
IDS = {
    "call_id": CALL,
    "plan_id": "plan_planted",
    "meeting_id": "oo_planted",
    "one_on_one_id": "oo_planted",
    "assessment_id": "score_planted",
    "observation_id": "obs_planted",
    "comment_id": "say_planted",
    "clip_id": "clip_planted",
    "coach_score_id": "cscore_planted",
    "model_answer_id": "mans_planted",
    "dispute_id": "disp_planted",
    "consent_id": "con_planted_B_coach",
    "person_id": REP,
}


def things() -> tuple[Any, ...]:
    """The call with all that was ever said of it, to store in this order."""
    at = DAY + timedelta(days=300)
    voices = (Speaker("Sam", "seller"), Speaker(VOICE, "buyer", WHO))
    said = (Utterance("Sam", "Is it too expensive?", 0, 9), Utterance(VOICE, SAID, 10, 99))
    words = Transcript("en", voices, said, 99)
    score = CriterionScore("asks", "discovery", 1, 2, SAID)
    card = total("discovery@1.0.0", "rules", (score,))
    due = at + timedelta(days=30)
    return (
        Account("acc_planted", "Planted", owner_id=REP, team_id=SOUTH),
        Card("card_planted", WHO, account_id="acc_planted", owner_id=REP, team_id=SOUTH),
        Call(
            CALL, f"Review {SAID}", REP, SOUTH, at, "en", "f" * 64,
            account_id="acc_planted", source=f"{WHO}.vtt",
            state="analysed", participants=("Sam", VOICE), duration_ms=99,
        ),
        CallTranscript("words_planted", CALL, REP, SOUTH, words),
        *(
            Consent(
                f"con_planted_{name}_{purpose}", CALL, who, purpose, "consent", "EU",
                DAY, REP, SOUTH, evidence=SAID,
            )
            for name, who in (("A", "Sam"), ("B", VOICE))
            for purpose in PURPOSES
        ),
        Assessment(IDS["assessment_id"], CALL, REP, SOUTH, at, card.rubric, card.score, card),
        Observation(
            IDS["observation_id"], REP, SOUTH, "discovery", 2.0, at, CALL, IDS["assessment_id"],
            "asks", SAID, 1, 0, 9,
        ),
        CallComment(IDS["comment_id"], CALL, REP, SOUTH, "per_boss", at, SAID, 10, 1),
        Clip(
            IDS["clip_id"], CALL, REP, SOUTH, "per_boss", at, 0, 60_000, SAID, SAID, "team"
        ),
        ModelAnswer(
            IDS["model_answer_id"], CALL, REP, SOUTH, "per_boss", at, "answer", "m", "p",
            (Point(SAID, (Quote(0, 0, 9),)),), 1, 1, 0, 1, SAID,
        ),
        CoachScore(
            IDS["coach_score_id"], IDS["assessment_id"], CALL, REP, SOUTH, "per_boss", at,
            {"asks": 3}, {"asks": SAID}, 3.0,
        ),
        Dispute(
            IDS["dispute_id"], IDS["assessment_id"], CALL, REP, SOUTH, "asks", 2, SAID, at,
            "upheld", "per_boss", at, 2, SAID,
        ),
        Plan(
            IDS["plan_id"], REP, SOUTH, "per_boss", "discovery", 2.0, 3.0,
            (Action("listening", CALL, f"Listen to {SAID}", due),), at, due,
            state="accepted", closed_reason=SAID,
        ),
        OneOnOne(
            IDS["meeting_id"], REP, SOUTH, "per_boss", at, (SAID,),
            (Promise(SAID, REP, due),), SAID, SAID,
        ),
    )  # fmt: skip


def plant(app: Any) -> None:
    """Stores it."""
    tenant = app.settings.tenant
    with app.store.begin(system_actor(tenant)) as work:
        for thing in things():
            kind = resource(type(thing))
            work.of(type(thing)).add(thing, system_scope(tenant, kind, "create", "test"))
        work.record("test.planted", CALL)
