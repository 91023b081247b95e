"""Receiving a file that is in the blob store already: kept as a call, processed by a job."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from attrs import evolve, field, frozen

from revrise.core.conversations.call import Call
from revrise.core.conversations.intake.began import began
from revrise.core.conversations.title import of_file, typed
from revrise.core.deals.deal import Deal
from revrise.core.errors import Conflict, Invalid, NotFound, Refused, Retriable
from revrise.core.events import Event
from revrise.core.governance.actor import Actor
from revrise.core.governance.consent import Consent
from revrise.core.governance.rule import where
from revrise.core.governance.scope import system_scope
from revrise.core.ids import derived
from revrise.core.people.person import Person
from revrise.ports.blobs import Blobs
from revrise.ports.jobs import JobRequest
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.calls.bringing import WORDLESS, Bringing
from revrise.services.calls.commands import CONSENTS, Added
from revrise.services.calls.files import Files
from revrise.services.calls.parties import agreements, participants
from revrise.services.calls.quotas import Quotas
from revrise.services.calls.reading import Reader
from revrise.services.calls.scratch import beginning, scratch
from revrise.services.desk import Desk
from revrise.services.reach import Blank

TRANSCRIBE, PROCESS = "call.transcribe", "call.process"
RESTARTED = ("blocked", "failed")
_HEAD = 16 << 20
_REASON = "begin again with a call"
_GIVEN = "upload WAV, MP3, M4A, OGG, FLAC or WebM, or VTT, SRT, TXT, DOCX or JSON"


def _given(title: str | None) -> str | None:
    return typed(title) if title else None


@frozen
class ReceiveCall:
    """An uploaded file to keep as a call of a rep: `sha256` and name are those of the upload.

    `consent` is one of CONSENTS; `at` None is now, `title` None the file's name. `separately`:
    they agreed to each purpose by itself. `call_id` is a call that is on record without its words:
    it takes the file then, and rep, deal, title and time stay as they are. Raises Invalid for a
    title that nobody types.
    """

    sha256: str
    file_name: str
    rep_id: str
    consent: str = "none"
    jurisdiction: str = "unknown"
    deal_id: str | None = None
    title: str | None = field(default=None, converter=_given)
    at: datetime | None = None
    seller: str | None = None
    seller_channel: int | None = None
    language: str | None = None
    separately: bool = False
    channel_delay_ms: int | None = None
    call_id: str | None = None


@frozen
class Receiving:
    """The use case."""

    desk: Desk
    reader: Reader
    blobs: Callable[[], Blobs]
    quotas: Quotas

    def receive(self, command: ReceiveCall, by: Actor) -> Added:
        """Keeps the call as `received` and queues its processing; the same file is known.

        A call that is blocked or failed begins again. Raises NotFound for a hidden rep or deal,
        Refused for a recording that not everybody agreed to and where no more fits in a day,
        Invalid for a file that is neither recording nor transcript: then the upload is not kept
        either. So is a Conflict, where the call a file is for has its words. Raises Retriable
        where the same file is taken away at this moment, for somebody else who may not keep it.
        """
        try:
            return self.take(command, by)
        except (Refused, Invalid, NotFound, Conflict):
            self.forget(command.sha256, by)
            raise

    def take(self, command: ReceiveCall, by: Actor) -> Added:
        """As `receive`, but what is refused stays in the store: it waits for another word."""
        return self._keep(command, self._recorded(command, by), by)

    def check(self, work: UnitOfWork, command: ReceiveCall, by: Actor) -> None:
        """What can be said before the file is there; raises as `receive`."""
        _known_consent(command)
        if command.call_id:
            command = _owned(command, self._bringing.open(work, command.call_id, by))
        made = self._call(work, command, command.sha256, recorded=False, by=by)
        row = Blank(id=made.id, owner_id=made.owner_id, team_id=made.team_id)
        if not self.desk.scope(by, "call", "create").admits(row):
            raise Refused("you may not add calls for this person", culprit=command.rep_id)

    def retry(self, call_id: str, by: Actor) -> Call:
        """Processes a failed or blocked call again.

        Raises Conflict in any other state, and where the file of a blocked one is gone.
        """
        with self.desk.store.begin(by) as work:
            before = work.of(Call).load(call_id, self.desk.scope(by, "call"))
            if before.state not in RESTARTED:
                raise Conflict(f"the call is {before.state}", culprit=call_id)
            self._has_file(work, before)
            after = self._again(work, before, before, by)
            work.record("call.retried", call_id)
        return after

    @property
    def files(self) -> Files:
        """Those that are received."""
        return Files(self.desk, self.blobs)

    @property
    def _bringing(self) -> Bringing:
        return Bringing(self.desk)

    def _recorded(self, command: ReceiveCall, by: Actor) -> bool:
        _known_consent(command)
        with scratch(beginning(self.blobs().open(by.tenant_id, command.sha256), _HEAD)) as path:
            recorded = self.reader.is_recording(path)
            if not recorded and not self.reader.knows(path, file_name(command.file_name)):
                problem = "this is neither a recording nor a transcript of a known format"
                raise Invalid(problem, culprit=command.file_name, remedy=_GIVEN)
        if recorded and command.consent != "all-party":
            raise Refused(
                "a recording is not transcribed unless everybody on it agreed",
                culprit=command.file_name,
                remedy="upload it once they have",
            )
        return recorded

    def _keep(self, command: ReceiveCall, recorded: bool, by: Actor) -> Added:  # noqa: FBT001
        if command.call_id:
            return self._into(command, command.call_id, recorded=recorded, by=by)
        call_id = derived("call", by.tenant_id, command.rep_id, command.sha256)
        with self.desk.store.begin(by) as work:
            made = self._call(work, command, call_id, recorded=recorded, by=by)
            query = Query(where=where(id=call_id))
            known = work.of(Call).load_many(self.desk.scope(by, "call"), query)
            if known and known[0].state not in RESTARTED:
                return Added(known[0], created=False)
            if known:
                self.files.named(work, command.sha256)
                return Added(self._begun_again(work, known[0], made, command, by), created=False)
            work.of(Call).add(made, self.desk.scope(by, "call", "create"))
            self.quotas.count(work, by, self.files.named(work, command.sha256))
            self._agree(work, made, command, by)
            self._queue(work, made, by)
            data = {"person": made.owner_id}
            work.emit(Event("call.added", call_id, self.desk.clock.now(), by.person_id, data))
            work.record("call.received", call_id, {"recorded": recorded})
        return Added(made, created=True)

    def _into(self, command: ReceiveCall, call_id: str, *, recorded: bool, by: Actor) -> Added:
        with self.desk.store.begin(by) as work:
            size = self.files.named(work, command.sha256)  # before the call is held, as in `retry`
            known = self._bringing.take(work, call_id, command.sha256, by)
            if known.state not in WORDLESS:
                return Added(known, created=False)
            mine = _owned(command, known)
            made = self._call(work, mine, call_id, recorded=recorded, by=by)
            self.quotas.count(work, by, size)
            return Added(self._begun_again(work, known, made, mine, by), created=False)

    def _begun_again(
        self, work: UnitOfWork, known: Call, made: Call, command: ReceiveCall, by: Actor
    ) -> Call:
        after = self._again(work, known, made, by)
        self._agree(work, after, command, by)
        work.record("call.received", after.id, {"again": True})
        return after

    def _again(self, work: UnitOfWork, before: Call, wanted: Call, by: Actor) -> Call:
        """Whoever may add a call like this may have it processed again."""
        after = evolve(
            before,
            state="received",
            blocked_reason=None,
            remedy=None,
            sealed_until=None,
            fingerprint=wanted.fingerprint,
            source=wanted.source,
            hints=wanted.hints,
            participants=wanted.participants,
            media_sha256=wanted.media_sha256,
            version=before.version + 1,
        )
        row = Blank(id=after.id, owner_id=after.owner_id, team_id=after.team_id)
        if not self.desk.scope(by, "call", "create").admits(row):
            raise Refused("you may not have this call processed again", culprit=before.id)
        scope = system_scope(by.tenant_id, "call", "update", _REASON)
        work.of(Call).save(after, scope, expected=before.version)
        self._queue(work, after, by)
        return after

    def _call(
        self, work: UnitOfWork, command: ReceiveCall, call_id: str, *, recorded: bool, by: Actor
    ) -> Call:
        rep = work.of(Person).rows(
            self.desk.scope(by, "person"),
            Query(where=where(id=command.rep_id), columns=("id", "team_id")),
        )
        if not rep:
            raise NotFound(f"no person {command.rep_id}")
        account = None
        if command.deal_id is not None:
            account = work.of(Deal).load(command.deal_id, self.desk.scope(by, "deal")).account_id
        now = self.desk.clock.now()
        hints = {
            "seller": command.seller,
            "seller_channel": command.seller_channel,
            "language": command.language,
            "channel_delay_ms": command.channel_delay_ms,
        }
        return Call(
            id=call_id,
            title=command.title or of_file(command.file_name),
            owner_id=command.rep_id,
            team_id=rep[0]["team_id"],
            started_at=began(command.at or now, now, "at"),
            language=command.language or "",
            fingerprint=command.sha256,
            deal_id=command.deal_id,
            account_id=account,
            media_sha256=command.sha256 if recorded else None,
            source=command.file_name,
            state="received",
            hints={key: value for key, value in hints.items() if value is not None} or None,
            participants=participants(command.consent),
        )

    def _agree(self, work: UnitOfWork, call: Call, command: ReceiveCall, by: Actor) -> None:
        """What was agreed, with the number of the beginning it is for."""
        consents = agreements(
            call, command.consent, command.jurisdiction, self.desk.clock.now(),
            separate=command.separately,
        )  # fmt: skip
        work.of(Consent).add_many(consents, self.desk.scope(by, "consent", "create"))

    def _queue(self, work: UnitOfWork, call: Call, by: Actor) -> None:
        work.enqueue(processing(first_task(call), call, by.person_id))

    def _has_file(self, work: UnitOfWork, call: Call) -> None:
        try:
            self.files.named(work, call.fingerprint)
        except Retriable:
            raise Conflict(
                "its file is not kept any more", culprit=call.id, remedy="add the call again"
            ) from None

    def forget(self, sha256: str, by: Actor) -> None:
        """A refused upload is not kept, unless something else has the same file."""
        self.files.drop(sha256, by)


def first_task(call: Call) -> str:
    """The task that a call begins with: a recording is transcribed first."""
    return TRANSCRIBE if call.media_sha256 else PROCESS


def processing(task: str, call: Call, actor_id: str) -> JobRequest:
    """The job that takes a call on from here; the same one for the same version of the call."""
    job_id = derived("job", task, call.id, str(call.version))
    return JobRequest(job_id, task, actor_id, {"call": call.id}, key=call.id)


def file_name(given: str) -> str:
    """The last part of a name, fit for a file; formats look at its ending."""
    kept = "".join(one for one in Path(given).name if one.isprintable() and one not in '/\\:"')
    return kept[-100:] or "upload"


def _owned(command: ReceiveCall, call: Call) -> ReceiveCall:
    """Whose call it is stays as it was; so does its deal."""
    return evolve(command, rep_id=call.owner_id, deal_id=None)


def _known_consent(command: ReceiveCall) -> None:
    if command.consent not in CONSENTS:
        raise Invalid(
            f"no consent {command.consent!r}",
            culprit="consent",
            remedy=f"one of {', '.join(CONSENTS)}",
        )
