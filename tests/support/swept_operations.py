"""What the sweep of `test_api_sweep.py` sends to each operation: real ids, bodies that fit."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.support.aviary import Company
from tests.support.canary_company import REPS
from tests.support.canary_more import PROOFS, agreed_call
from tests.support.stopped_calls import CAUSE
from tests.support.visibility import Principal

from revrise.adapters.casbin.sources import DEFAULT
from revrise.apps.api.described.examples import example
from revrise.apps.api.operation import Operation
from revrise.apps.api.views.rubric_versions import RUBRIC
from revrise.core.assist.answer import ModelAnswer
from revrise.core.coaching.clip import Clip
from revrise.core.coaching.comment import CallComment
from revrise.core.coaching.one_on_one import OneOnOne
from revrise.core.coaching.plan import Plan
from revrise.core.content.asset import Asset, AssetUse, AssetVersion
from revrise.core.conversations.call import Call
from revrise.core.conversations.intake.arrival import Arrival
from revrise.core.conversations.intake.source import IntakeSource
from revrise.core.deals.account import Account, Card
from revrise.core.deals.deal import Deal
from revrise.core.governance.consent import Consent
from revrise.core.governance.contact_consent import ConsentRequest
from revrise.core.jobs.job import Job
from revrise.core.learning.course import Course
from revrise.core.learning.enrolment import Enrolment
from revrise.core.notifications.notification import Notification
from revrise.core.people.competency import Observation
from revrise.core.people.person import Person
from revrise.core.rewards.posting import LedgerPosting
from revrise.core.roleplay.scenario import Scenario
from revrise.core.roleplay.session import RolePlay
from revrise.core.scoring.assessment import Assessment
from revrise.core.scoring.coach_score import CoachScore
from revrise.core.scoring.dispute import Dispute
from revrise.core.webhooks.delivery import WebhookDelivery
from revrise.core.webhooks.endpoint import WebhookEndpoint

# Part of a path → the kind of thing, what SEES calls it, whose a row is.
KINDS: Mapping[str, tuple[type[Any], str, str]] = {
    "account_id": (Account, "account", "owner_id"),
    "assessment_id": (Assessment, "assessment", "person_id"),
    "asset_id": (Asset, "asset", ""),
    "asset_use_id": (AssetUse, "asset_use", "person_id"),
    "asset_version_id": (AssetVersion, "asset", ""),
    "call_arrival_id": (Arrival, "call_arrival", "owner_id"),
    "call_id": (Call, "call", "owner_id"),
    "card_id": (Card, "card", "owner_id"),
    "clip_id": (Clip, "clip", "owner_id"),
    "model_answer_id": (ModelAnswer, "model_answer", "owner_id"),
    "coach_score_id": (CoachScore, "coach_score", "person_id"),
    "comment_id": (CallComment, "call_comment", "owner_id"),
    "consent_id": (Consent, "consent", "owner_id"),
    "consent_request_id": (ConsentRequest, "consent_request", "owner_id"),
    "course_id": (Course, "course", ""),
    "deal_id": (Deal, "deal", "owner_id"),
    "dispute_id": (Dispute, "dispute", "person_id"),
    "enrolment_id": (Enrolment, "enrolment", "person_id"),
    "intake_source_id": (IntakeSource, "intake_source", "owner_id"),
    "job_id": (Job, "job", "actor_id"),
    "ledger_entry_id": (LedgerPosting, "ledger_entry", "person_id"),
    "notification_id": (Notification, "notification", "person_id"),
    "observation_id": (Observation, "observation", "person_id"),
    "one_on_one_id": (OneOnOne, "one_on_one", "person_id"),
    "person_id": (Person, "", ""),  # everybody's name is for everybody
    "plan_id": (Plan, "plan", "person_id"),
    "role_play_id": (RolePlay, "role_play", "person_id"),
    "scenario_id": (Scenario, "scenario", ""),
    "webhook_delivery_id": (WebhookDelivery, "webhook", "owner_id"),
    "webhook_id": (WebhookEndpoint, "webhook", "owner_id"),
}
# Parts that are no ids of rows somebody owns: one value that is there.
FIXED = {
    "blind_assignment_id": "blind_nobody",
    "blind_review_id": "blind_nobody",
    "erasure_id": "erase_nobody",
    "export_id": "sexp_nobody",
    "hold_id": "hold_nobody",
    "place": "DE",
    "retention_class": "personal",
    "call_upload_id": "pup_nobody",
    "cause_id": CAUSE,
    "competency_id": "discovery",
    "content_kind": "playbook",
    "old": "1.0.0",
    "new": "1.0.0",
    "data_set_id": "set_one",
    "policy_version": "1",
    "tracker_id": "cost",
    "tracker_version": "1",
    "rubric_version": "2",
    "range_of": "per_n2",
    "range_subject": "person",
    "role_grant_id": "grt_one",
    "rubric_id": "discovery",
    "provisioning_token_id": "prv_one",
    "scim_group_id": "grp_one",
    "crm_run_id": "run_one",
    "crm_source_id": "crm_one",
    "key_id": "key_nobody",
    "outside_link_id": "lnk_nobody",
    "lesson_id": "l1",
    "plugin_id": "csv",
    "process_id": "standard",
    "product_id": "product_one",
    "session_id": "ses_nobody",
    "step_id": "step_nobody",
    "snapshot_id": "snap_one",
    "subject_id": "anything",
    "team_id": "team_north",
    "stage": "Proposal",
    "report": "access-review",
}

OURS = RUBRIC.replace("our-own", "another")
TRACKERS = """[[trackers]]
id = "price"
title.en = "Price"
title.zh = "价格"
when = {phrases = ["price", "budget", "价格"]}
"""


def hidden(company: Company, who: Principal, part: str) -> str | None:
    """The id of a thing of this kind that they may not see; None where there is none."""
    return next((row.id for row in _rows(company, part) if not _seen(who, part, row)), None)


def visible(company: Company, who: Principal, part: str, start: str = "") -> str | None:
    """The id of a thing of this kind that they may see; their own before others'.

    Where there is one whose id begins with `start`, that one: it is in the state that is needed.
    """
    found = [row for row in _rows(company, part) if _seen(who, part, row)]
    found = [row for row in found if start and row.id.startswith(start)] or found
    own = [row for row in found if getattr(row, KINDS[part][2] or "id") == who.id]
    return (own or found or [None])[0] and (own or found)[0].id


# Operation → how the id begins of a thing that is in the right state for it.
STATES = {
    "acceptPlan": "plan_new",
    "adjustPlan": "plan_on",
    "answerQuiz": "enr_new",
    "approveAsset": "asset_in_review",
    "approveCourse": "course_ready",
    "cancelJob": "job_queued",
    "closePlan": "plan_new",
    "completeEnrolment": "enr_read",
    "completePlan": "plan_done",
    "decideDispute": "disp_open",
    "editCourse": "course_draft",
    "expireAsset": "asset_open",
    "finishLesson": "enr_new",
    "finishPlanAction": "plan_on",
    "holdOneOnOne": "oo_next",
    "noteOneOnOne": "oo_next",
    "publishAsset": "asset_approved",
    "publishCourse": "course_draft",
    "renewAsset": "asset_open",
    "rollAssetBack": "asset_again",
    "retryCall": "call_failed",
    "sayInRolePlay": "rp_open",
    "sendAssetBack": "asset_in_review",
    "sendCourseBack": "course_asked",
    "submitAsset": "asset_draft",
    "submitCourse": "course_draft",
    "submitRolePlay": "rp_open",
    "withdrawAsset": "asset_taken_back",
}


def body(one: Operation, company: Company, who: Principal) -> Any:
    """A body that fits, about things they may see."""
    if one.body is None:
        return None
    made = example(one.body)
    about = _about(company, who)
    if one.id == "giveBlind" and _seen(who, "call_id", call := agreed_call(company)):
        about = {**about, "call_id": call.id}
    if one.id in _BODIES:
        made = {**made, **_BODIES[one.id]}
    made = _WHOLE.get(one.id, made)
    if one.id == "breakGlass" and who.role != "owner":
        made = {"reason": "none"}  # else all that follows is open
    return _filled(made, about)


def _rows(company: Company, part: str) -> list[Any]:
    rows = company.of(KINDS[part][0])
    return [row for row in rows if getattr(row, "wallet", True)]


def _seen(who: Principal, part: str, row: Any) -> bool:
    kind, cell, whose = KINDS[part]
    if not cell:
        return True
    if cell in ("asset", "course", "scenario"):
        published = getattr(row, "state", "") == "published"
        return who.role in ("enablement", "owner") or (published and who.role != "admin")
    if kind is CallComment and row.shared == "coaches":
        cell = "call_comment.coaches"
    if kind is Clip and row.shared == "team":
        cell = "clip.team"
    beside = getattr(row, "coach_id", None) or getattr(row, "author_id", None)
    return who.reaches(cell, getattr(row, whose), getattr(row, "team_id", None), beside)


def _about(company: Company, who: Principal) -> Mapping[str, str]:
    found = {part: visible(company, who, part) for part in KINDS}
    reps = [one for one in ("per_n2", "per_s2") if who.reaches("person", one, REPS[one])]
    about = {part: one for part, one in found.items() if one}
    return about | {"person_id": who.id, "rep": (reps or [who.id])[0]}


def _filled(value: Any, about: Mapping[str, str], name: str = "") -> Any:
    if isinstance(value, dict):
        return {key: _filled(one, about, key) for key, one in value.items()}
    if isinstance(value, list):
        return [_filled(one, about, name) for one in value]
    if isinstance(value, str) and name.endswith("_id") and value.endswith("0195…"):
        wanted = {"rep_id": "person_id", "owner_id": "person_id"}.get(name, name)
        wanted = "rep" if value.startswith("rep_") else wanted
        return about.get(wanted, "nothing")
    return value


_BODIES: Mapping[str, Mapping[str, Any]] = {
    "adjustPlan": {"target": 4.0, "due_at": "2027-05-01T09:30:00Z"},
    "advanceDeal": {"to": "Closing", "evidence": ["economic_buyer"]},
    "createCall": {
        "participants": [{"ref": "A", "side": "seller"}, {"ref": "B", "side": "buyer"}],
        "utterances": [{"speaker": "A", "text": "What is the budget?"},
                       {"speaker": "B", "text": "Ten thousand."}],
        "consent": "all-party",
    },
    "createCalls": {
        "items": [{"title": "T", "rep_id": "person_0195…", "at": "2026-03-01T09:30:00Z",
                   "language": "en", "participants": [{"ref": "A"}],
                   "utterances": [{"speaker": "A", "text": "Hello."}]}],
    },
    "createArrival": {
        "transcript": None, "media_url": "https://files.example.com/x.mp3", "consent": "none",
    },
    "correctLine": {"line": 0, "speaker": "B", "version": None},
    "correctSpeaker": {"speaker": "A", "side": "unknown", "version": None},
    "undoCorrection": {"version": None},
    "createCoachScore": {"levels": {"open-questions": 4}},
    "createDispute": {"criterion": "open-questions"},
    "decideDispute": {"level": 3},
    "giveBlind": {
        "reviewers": ["per_boss", "per_coach"],
        "due": f"{datetime.now(UTC) + timedelta(days=7):%FT%TZ}",
    },
    "skipBlindReview": {"reason": "known"},
    "skipReview": {"reason": "known"},
    "makeRecoveryCodes": {"proof": PROOFS["per_lead"]},
    "removeSecondFactor": {"proof": PROOFS["per_coach"]},
    "replayWebhook": {"since": "2026-01-01T00:00:00Z"},
    "changeMyPassword": {"old": "wrong words of mine", "new": "other words nobody tried"},
}  # fmt: skip

_WHOLE: Mapping[str, Any] = {
    "applyPolicy": {"text": f"{DEFAULT.read_text(encoding='utf-8')}\n# again\n", "version": 1},
    "previewRubric": {"text": OURS},
    "restorePolicy": {"version": 2},
    "setDataRange": {"kind": "own"},
    "askContactConsent": {"card_id": "card_0195…"},
    "setCallContact": {"card_id": "card_0195…"},
    "noteCallNotice": {"at_ms": 1},
    "setJurisdiction": {"regime": "pipl"},
    "setTrackers": {"text": TRACKERS, "number": 1},
    "previewTrackers": {"text": TRACKERS},
    "saveRubric": {"text": OURS, "number": 0},
    "placeHold": {"kind": "person", "subject_id": "per_n2", "reason": "A court asks for it"},
    "requestErasure": {"subject_id": "per_s2", "reason": "They asked for it themselves"},
    "mapScimGroup": {"roles": ["rep"]},
    "createIntakeSource": {"name": "Phones", "owner_id": "rep_0195…"},
    "createDataSet": {"name": "Another set", "teams": ["team_north"]},
    "giveRole": {
        "person_id": "rep_0195…",
        "role": "rep",
        "reason": "A reason of some length",
        "kind": "temporary",
        "ends_at": f"{datetime.now(UTC) + timedelta(days=7):%FT%TZ}",
    },
    "previewPolicy": {"person_id": "person_0195…"},
    "configurePlugin": {"enabled": True},
    "changePerson": {"locale": "zh"},
    "createOneOnOne": {"person_id": "rep_0195…", "at": "2026-05-01T09:30:00Z"},
    "createPlan": {"person_id": "rep_0195…", "competency_id": "discovery"},
    "createEnrolment": {"course_id": "course_0195…"},
}
