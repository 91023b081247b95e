"""Every kind of record: its core class and the resource name that policy and tables use."""

from functools import cache
from typing import Any, TypeVar

from revrise.adapters.rows.codec import Codec
from revrise.core.assist.answer import ModelAnswer
from revrise.core.coaching.clip import Clip
from revrise.core.coaching.comment import CallComment
from revrise.core.coaching.one_on_one import OneOnOne
from revrise.core.coaching.plan import Plan
from revrise.core.coaching.review_skip import ReviewSkip
from revrise.core.content.approval import ApprovalRule
from revrise.core.content.asset import Asset, AssetUse, AssetVersion
from revrise.core.conversations.call import Call, CallPart, CallTranscript
from revrise.core.conversations.call_measure import CallMeasure
from revrise.core.conversations.intake.arrival import Arrival
from revrise.core.conversations.intake.partial_upload import PartialUpload
from revrise.core.conversations.intake.source import IntakeSource
from revrise.core.conversations.intake.upload import Upload
from revrise.core.conversations.tracker_hit import TrackerHit, TrackerPass
from revrise.core.conversations.tracker_text import TrackerText
from revrise.core.conversations.waveform import CallWaveform
from revrise.core.crm.source import CrmRun, CrmSource
from revrise.core.deals.account import Account, Card, Product
from revrise.core.deals.deal import Deal
from revrise.core.deals.process import SalesProcess
from revrise.core.errors import Fatal
from revrise.core.governance.checkpoint import Checkpoint
from revrise.core.governance.consent import Consent
from revrise.core.governance.contact_consent import ConsentRequest, ContactConsent
from revrise.core.governance.erasure import Erasure
from revrise.core.governance.hold import LegalHold
from revrise.core.governance.jurisdiction_rule import JurisdictionRule
from revrise.core.governance.notice import CallNotice
from revrise.core.governance.retention import RetentionSetting
from revrise.core.governance.role_grant import RoleGrant
from revrise.core.governance.subject_export import SubjectExport
from revrise.core.home.step_mark import StepMark
from revrise.core.identity.account import LocalAccount
from revrise.core.identity.api_key import ApiKey
from revrise.core.identity.login_step import LoginStep
from revrise.core.identity.outside import OutsideLink
from revrise.core.identity.provisioning import ProvisioningToken, ScimGroup, ScimUser
from revrise.core.identity.second_factor import SecondFactor
from revrise.core.identity.session import Session
from revrise.core.identity.throttle import Throttle
from revrise.core.jobs.job import Job
from revrise.core.learning.course import Course
from revrise.core.learning.enrolment import Enrolment
from revrise.core.notifications.notification import Notification, NotificationPreference
from revrise.core.people.competency import Competency, Observation
from revrise.core.people.data_range import DataRange, DataSet
from revrise.core.people.organisation import Organisation, Team
from revrise.core.people.person import Person
from revrise.core.plugins.setting import PluginSetting
from revrise.core.rewards.posting import LedgerPosting
from revrise.core.roleplay.scenario import Scenario
from revrise.core.roleplay.session import RolePlay
from revrise.core.scoring.assessment import Assessment
from revrise.core.scoring.assignment import Adjudication, BlindAssignment
from revrise.core.scoring.blind_review import BlindReview
from revrise.core.scoring.coach_score import CoachScore
from revrise.core.scoring.dispute import Dispute
from revrise.core.scoring.rubric_text import RubricText
from revrise.core.snapshots.snapshot import MetricSnapshot, StoredBoard, StoredInsight
from revrise.core.webhooks.delivery import WebhookDelivery
from revrise.core.webhooks.endpoint import WebhookEndpoint
from revrise.ports.policy import OPERATIONS

T = TypeVar("T")
KINDS: dict[type[Any], str] = {
    Organisation: "organisation",
    Team: "team",
    Person: "person",
    Competency: "competency",
    Observation: "observation",
    Asset: "asset",
    AssetVersion: "asset_version",
    AssetUse: "asset_use",
    ApprovalRule: "approval_rule",
    Course: "course",
    Enrolment: "enrolment",
    Scenario: "scenario",
    RolePlay: "role_play",
    Call: "call",
    CallTranscript: "call_transcript",
    CallPart: "call_part",
    CallMeasure: "call_measure",
    CallWaveform: "call_waveform",
    Plan: "plan",
    OneOnOne: "one_on_one",
    Account: "account",
    Card: "card",
    Product: "product",
    Deal: "deal",
    SalesProcess: "sales_process",
    Consent: "consent",
    Assessment: "assessment",
    LedgerPosting: "ledger_entry",
    Notification: "notification",
    NotificationPreference: "notification_preference",
    WebhookEndpoint: "webhook_endpoint",
    WebhookDelivery: "webhook_delivery",
    MetricSnapshot: "metric_snapshot",
    StoredBoard: "stored_board",
    StoredInsight: "stored_insight",
    CrmSource: "crm_source",
    CrmRun: "crm_run",
    LocalAccount: "local_account",
    Session: "session",
    ApiKey: "api_key",
    Throttle: "throttle",
    SecondFactor: "second_factor",
    LoginStep: "login_step",
    OutsideLink: "outside_link",
    Job: "job",
    CallComment: "call_comment",
    Clip: "clip",
    ModelAnswer: "model_answer",
    CoachScore: "coach_score",
    BlindReview: "blind_review",
    BlindAssignment: "blind_assignment",
    Adjudication: "adjudication",
    ReviewSkip: "review_skip",
    Dispute: "dispute",
    StepMark: "step_mark",
    Upload: "upload",
    PartialUpload: "partial_upload",
    IntakeSource: "intake_source",
    Arrival: "call_arrival",
    PluginSetting: "plugin_setting",
    DataSet: "data_set",
    DataRange: "data_range",
    RoleGrant: "role_grant",
    LegalHold: "legal_hold",
    RetentionSetting: "retention_setting",
    Erasure: "erasure",
    SubjectExport: "subject_export",
    Checkpoint: "audit_checkpoint",
    ProvisioningToken: "provisioning_token",
    ScimUser: "scim_user",
    ScimGroup: "scim_group",
    ContactConsent: "contact_consent",
    ConsentRequest: "consent_request",
    JurisdictionRule: "jurisdiction_rule",
    CallNotice: "call_notice",
    TrackerText: "tracker",
    TrackerHit: "tracker_hit",
    TrackerPass: "tracker_pass",
    RubricText: "rubric",
}


def resource(kind: type[Any]) -> str:
    """The resource name of a core class. Raises Fatal for a class that is not stored."""
    try:
        return KINDS[kind]
    except KeyError:
        raise Fatal(f"{kind.__name__} is not a kind of record") from None


def policy_catalogue() -> dict[str, tuple[str, ...]]:
    """Every resource a policy may name, with its columns."""
    records = {name: tuple(codec(kind).cells) for kind, name in KINDS.items()}
    return {**records, **{name: tuple(columns) for name, columns in OPERATIONS.items()}}


def codec(kind: type[T]) -> Codec[T]:
    """The codec of a core class."""
    made: Codec[T] = _codec(kind)  # type: ignore[arg-type]
    return made


@cache
def _codec(kind: Any) -> Any:
    return Codec(kind)
