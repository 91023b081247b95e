"""What goes with a consent: everything that was made of the call under it.

A purpose that is lost takes what rests on it along. Points go by reversal: the ledger only grows.
All of it happens in the unit of work that decides on it, and doing it twice changes nothing.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from attrs import asdict, evolve, frozen

from revrise.core.assist.answer import ModelAnswer
from revrise.core.coaching.clip import Clip
from revrise.core.coaching.comment import CallComment
from revrise.core.coaching.one_on_one import OneOnOne
from revrise.core.coaching.plan import Plan
from revrise.core.coaching.review_skip import ReviewSkip
from revrise.core.conversations.call import WAITS, Call, CallPart, CallTranscript
from revrise.core.conversations.call_measure import CallMeasure
from revrise.core.conversations.tracker_hit import TrackerHit, TrackerPass
from revrise.core.conversations.waveform import CallWaveform
from revrise.core.governance.actor import SYSTEM
from revrise.core.governance.consent import Consent, decide
from revrise.core.governance.hold import touches
from revrise.core.governance.rule import where
from revrise.core.governance.scope import Scope, system_scope
from revrise.core.ids import derived
from revrise.core.notifications.notification import Notification
from revrise.core.people.competency import Observation
from revrise.core.rewards.entry import WITHDRAWN, reverse
from revrise.core.rewards.posting import LedgerPosting, entries, postings
from revrise.core.scoring.assessment import Assessment
from revrise.core.scoring.assignment import Adjudication, BlindAssignment
from revrise.core.scoring.blind_review import BlindReview
from revrise.core.scoring.coach_score import CoachScore
from revrise.core.scoring.dispute import Dispute
from revrise.ports.jobs import JobRequest
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.desk import Desk
from revrise.services.lawful import table
from revrise.services.measures.tracker_hits import TrackerHits

AGAIN = "have everybody agree, then upload it again"
FORGET, PURGE = "call.forget_file", "privacy.purge"
# Purpose → what is lost with it. To train and to share are asked anew each time.
TAKES: Mapping[str, frozenset[str]] = {
    "record": frozenset({"record", "transcribe", "analyse", "coach"}),
    "transcribe": frozenset({"transcribe", "analyse", "coach"}),
    "analyse": frozenset({"analyse"}),
    "coach": frozenset({"coach"}),
    "train": frozenset(),
    "share": frozenset(),
}
EVERYTHING = TAKES["record"]
# Purpose → what is made of a call under it: kind, resource, the column that names the call.
_MADE: Mapping[str, Sequence[tuple[type[Any], str, str]]] = {
    "analyse": (
        (TrackerHit, "tracker_hit", "call_id"),
        (TrackerPass, "tracker_pass", "call_id"),
        (CallMeasure, "call_measure", "call_id"),
        (Dispute, "dispute", "subject_id"),
        (Adjudication, "adjudication", "subject_id"),
        (BlindAssignment, "blind_assignment", "subject_id"),
        (CoachScore, "coach_score", "subject_id"),
        (BlindReview, "blind_review", "subject_id"),
        (Observation, "observation", "subject_id"),
        (Assessment, "assessment", "subject_id"),
    ),
    "coach": (
        (TrackerHit, "tracker_hit", "call_id"),
        (TrackerPass, "tracker_pass", "call_id"),
        (CallMeasure, "call_measure", "call_id"),
        (CallWaveform, "call_waveform", "call_id"),
        (CallComment, "call_comment", "call_id"),
        (ReviewSkip, "review_skip", "call_id"),
        (Clip, "clip", "call_id"),
        (ModelAnswer, "model_answer", "call_id"),
        (Notification, "notification", "subject"),
    ),
    "transcribe": (
        (CallTranscript, "call_transcript", "call_id"),
        (CallPart, "call_part", "call_id"),
    ),
}
# What quotes the words of a call, or points at a place in them.
_QUOTING = (CallComment, Clip, ModelAnswer, TrackerHit, TrackerPass, CallMeasure)
_GONE = "what it was about is not kept any more"
_QUOTED = 80
_REASON = "take away what consent does not cover any more"


@frozen
class Cascade:
    """What a lost purpose takes along, in a unit of work that is open."""

    desk: Desk
    tenant_id: str

    def lost(self, work: UnitOfWork, consents: Iterable[Consent], call: Call) -> frozenset[str]:
        """The purposes that somebody withdrew and that are not allowed any more, with all else."""
        known, now, law = tuple(consents), self.desk.clock.now(), table(work)
        withdrawn = {one.purpose for one in known if one.withdrawn_at and one.withdrawn_at <= now}
        gone = {
            name
            for name in withdrawn
            if not decide(known, call.participants, name, now, law).allowed
        }
        return frozenset(lost for name in gone for lost in TAKES.get(name, ()))

    def take(
        self, work: UnitOfWork, call: Call, lost: Collection[str], *, points: bool = True
    ) -> Mapping[str, int]:
        """Takes it away; says how many rows of each kind went, and nothing of what stayed.

        Without `points` those granted for it stay granted.
        """
        work.of(Call).hold(call.id, self.scope("call"))  # nobody adds to it meanwhile
        taken: dict[str, int] = {}
        removed: set[str] = {call.id} if "analyse" in lost else set()
        said: list[str] = []
        for purpose in sorted(lost):
            for kind, resource, column in _MADE.get(purpose, ()):
                gone = self._remove(work, kind, resource, where(**{column: call.id}))
                removed |= {one["id"] for one in gone}
                said += [one["text"] for one in gone if kind is CallComment]
                taken[resource] = taken.get(resource, 0) + len(gone)
        if "coach" in lost:
            work.spoken.drop(call.id)
            dissolved = self._unplan(work, call.id)
            taken["plan"] = len(dissolved)
            removed |= {one.id for one in dissolved if one.state == "closed"}
            taken["one_on_one"] = self._unquote(work, call, said)
        if "transcribe" in lost:
            # Old copies of the rows cannot be read any more either.
            taken["key"] = work.keys.shred("call", call.id)
        taken["ledger_entry"] = self._reverse(work, removed) if points else 0
        return {name: number for name, number in sorted(taken.items()) if number}

    def forget_words(self, work: UnitOfWork, call: Call) -> None:
        """What was heard of a file that makes room for another, and what points into that."""
        said: list[str] = []
        for kind, resource, column in (*_MADE["coach"], *_MADE["transcribe"]):
            if kind in (*_QUOTING, CallTranscript, CallPart, CallWaveform):
                gone = self._remove(work, kind, resource, where(**{column: call.id}))
                said += [one["text"] for one in gone if kind is CallComment]
        work.spoken.drop(call.id)
        self._unquote(work, call, said)

    def touched(self, work: UnitOfWork, call: Call, held: Collection[str]) -> bool:
        """Whether the call, or something made of it, is on hold or points at what is."""
        row = {"id": call.id, "owner_id": call.owner_id, "deal_id": call.deal_id}
        if not held or touches(held, row):
            return bool(held)
        return any(
            touches(held, asdict(one, recurse=False))
            for made in _MADE.values()
            for kind, resource, column in made
            for one in work.of(kind).load_many(
                self.scope(resource), Query(where=where(**{column: call.id}))
            )
        )

    def bare(self, call: Call, lost: Collection[str], because: str) -> Call:
        """The call without what was measured in it, blocked where it may not be analysed."""
        if "analyse" not in lost:
            return call
        return evolve(
            call,
            state="blocked",
            blocked_reason=because,
            remedy=AGAIN if "record" in lost else WAITS,
            media_sha256=None if "record" in lost else call.media_sha256,
            metrics={},
            objections=None,
            hints=None if "record" in lost else call.hints,
            sealed_until=None if "record" in lost else call.sealed_until,
        )

    def _remove(
        self, work: UnitOfWork, kind: type[Any], resource: str, rule: Any
    ) -> Sequence[Mapping[str, Any]]:
        columns = ("id", "text", "parent_id") if kind is CallComment else ("id",)
        rows = work.of(kind).rows(self.scope(resource), Query(where=rule, columns=columns))
        for row in _replies_first(rows):
            work.of(kind).remove(row["id"], self.scope(resource, "delete"))
        return rows

    def _unplan(self, work: UnitOfWork, call_id: str) -> Sequence[Plan]:
        """The plans that asked to listen to it, without that."""
        rows = work.of(Plan).rows(self.scope("plan"), Query(columns=("id", "actions")))
        naming = [row["id"] for row in rows if _names(row["actions"], call_id)]
        changed = []
        for plan_id in naming:
            before = work.of(Plan).load(plan_id, self.scope("plan"))
            after = before.without(call_id, _GONE)
            work.of(Plan).save(after, self.scope("plan", "update"), expected=before.version)
            changed.append(after)
        return changed

    def _unquote(self, work: UnitOfWork, call: Call, said: Sequence[str]) -> int:
        """Agendas of 1:1s do not repeat what was written of the call."""
        if not said:
            return 0
        query = Query(where=where(person_id=call.owner_id))
        changed = 0
        for before in work.of(OneOnOne).load_many(self.scope("one_on_one"), query):
            kept = tuple(one for one in before.agenda if not _quotes(one, said))
            if kept == before.agenda:
                continue
            after = evolve(before, agenda=kept, version=before.version + 1)
            scope = self.scope("one_on_one", "update")
            work.of(OneOnOne).save(after, scope, expected=before.version)
            changed += 1
        return changed

    def _reverse(self, work: UnitOfWork, grounds: Collection[str]) -> int:
        """Points granted for it, taken back to the point, once."""
        if not grounds:
            return 0
        read = self.scope("ledger_entry")
        rows = work.of(LedgerPosting).load_many(
            read, Query(where=where(source_id=tuple(sorted(grounds))))
        )
        done = {row.reverses for row in rows if row.reverses}
        teams = {row.entry_id: row.team_id for row in rows}
        now = self.desk.clock.now()
        made = [
            line
            for entry in entries(row for row in rows if row.reverses is None)
            if entry.id not in done
            for line in postings(reverse(entry, now, WITHDRAWN), teams[entry.id])
        ]
        work.of(LedgerPosting).add_many(made, self.scope("ledger_entry", "create"))
        return len({line.entry_id for line in made})

    def later(self, work: UnitOfWork, call_id: str) -> None:
        """What is closed from now on goes by a job, once this is committed; it is not found now."""
        work.spoken.drop(call_id)
        TrackerHits(self.desk, work).drop(call_id)
        job = self.desk.ids.new("job")
        work.enqueue(JobRequest(job, PURGE, SYSTEM, {"call": call_id}, key=call_id))

    def forget_file(self, work: UnitOfWork, call: Call) -> None:
        """The file goes by a job, once this is committed."""
        job = derived("job", FORGET, call.id, str(call.version))
        args = {"sha256": call.fingerprint}
        work.enqueue(JobRequest(job, FORGET, SYSTEM, args, key=call.id))

    def forget_arrived(self, work: UnitOfWork, arrival_id: str, sha256: str) -> None:
        """The file of what never became a call goes likewise."""
        job = derived("job", FORGET, arrival_id)
        work.enqueue(JobRequest(job, FORGET, SYSTEM, {"sha256": sha256}, key=arrival_id))

    def scope(self, resource: str, action: str = "read") -> Scope:
        """Everything, for the reason of this class."""
        return system_scope(self.tenant_id, resource, action, _REASON)


def _names(actions: Iterable[Mapping[str, Any]], subject_id: str) -> bool:
    return any(action["subject_id"] == subject_id for action in actions)


def _quotes(topic: str, said: Iterable[str]) -> bool:
    return any(text[:_QUOTED] in topic for text in said)


def _replies_first(rows: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    """What answers another row before that one."""
    parents = {row["id"]: row.get("parent_id") for row in rows}

    def depth(row_id: str | None) -> int:
        return 0 if row_id is None else 1 + depth(parents.get(row_id))

    return sorted(rows, key=lambda row: -depth(row["id"]))
