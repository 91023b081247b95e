"""The notice that is spoken at the start of a call: its text, and that it was played."""

from attrs import evolve, frozen

from revrise.core.bilingual import Bilingual
from revrise.core.conversations.call import Call, CallTranscript
from revrise.core.errors import Invalid, Refused
from revrise.core.governance.actor import Actor
from revrise.core.governance.consent import Consent, decide
from revrise.core.governance.notice import CallNotice, Detected, detect, notices
from revrise.core.governance.rule import where
from revrise.core.ids import derived
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.desk import Desk
from revrise.services.lawful import table
from revrise.services.reach import may


@frozen
class NoteNotice:
    """The notice was played in a call, so many ms after its start.

    `regime` None is that of the places on record; `language` None that of the call.
    """

    call_id: str
    at_ms: int
    language: str | None = None
    regime: str | None = None
    how: str = "stated"


@frozen
class Heard:
    """What is to be said in a call, what was, and what its words begin with.

    `text` is the sentence of this version; `proposed` is there only where nothing is noted yet.
    """

    regime: str
    text_version: str
    text: Bilingual
    noted: CallNotice | None
    proposed: Detected | None


@frozen
class Hearing:
    """The use cases."""

    desk: Desk

    def show(self, call_id: str, by: Actor) -> Heard:
        """Raises NotFound for a hidden call."""
        with self.desk.store.read(by) as work:
            call = work.of(Call).load(call_id, self.desk.scope(by, "call"))
            noted = self._noted(work, call_id, by)
            return self._heard(work, call, noted, by)

    def note(self, command: NoteNotice, by: Actor) -> CallNotice:
        """Keeps as evidence that it was played; saying it again changes when.

        Raises NotFound for a hidden call, Refused for one of somebody else, Invalid for a time
        that is not in the call, and for `detected` where its words do not begin with a notice.
        """
        scope = self.desk.scope(by, "call_notice", "create")
        with self.desk.store.begin(by) as work:
            call = work.of(Call).load(command.call_id, self.desk.scope(by, "call"))
            row = {"id": "", "owner_id": call.owner_id, "team_id": call.team_id}
            if not may(self.desk, by, "call_notice", "update", row):
                raise Refused("you may not say what was heard in this call", culprit=call.id)
            before = self._noted(work, call.id, by)
            heard = self._heard(work, call, None, by)
            made = self._made(command, call, heard, by)
            if before is None:
                work.of(CallNotice).add(made, scope)
            else:
                made = _after(before, made)
                update = self.desk.scope(by, "call_notice", "update")
                work.of(CallNotice).save(made, update, expected=before.version)
            detail = {"at_ms": made.at_ms, "text": made.text_version, "how": made.how}
            work.record("consent.notice", call.id, detail)
        return made

    def _made(self, command: NoteNotice, call: Call, heard: Heard, by: Actor) -> CallNotice:
        found = heard.proposed
        if command.how == "detected" and found is None:
            raise Invalid("its words do not begin with a notice", culprit="how", remedy="stated")
        if command.how not in ("stated", "detected"):
            raise Invalid(f"no way {command.how!r}", culprit="how", remedy="stated or detected")
        seen = found if command.how == "detected" else None
        if call.duration_ms is not None and command.at_ms > call.duration_ms:
            raise Invalid("is after the call", culprit="at_ms")
        return CallNotice(
            id=derived("cnot", call.id),
            call_id=call.id,
            at_ms=seen.at_ms if seen else command.at_ms,
            language=seen.language if seen else command.language or call.language[:2] or "en",
            regime=seen.regime if seen else command.regime or heard.regime,
            text_version=notices().version,
            how=command.how,
            noted_by=by.person_id,
            noted_at=self.desk.clock.now(),
            owner_id=call.owner_id,
            team_id=call.team_id,
        ).checked()

    def _heard(self, work: UnitOfWork, call: Call, noted: CallNotice | None, by: Actor) -> Heard:
        query = Query(where=where(call_id=call.id))
        consents = work.of(Consent).load_many(self.desk.scope(by, "consent"), query)
        law = table(work)
        regime = law.regime(one.jurisdiction for one in consents)
        proposed = None
        now = self.desk.clock.now()
        # Words that are not for coaching are not looked into for this either.
        if noted is None and decide(consents, call.participants, "coach", now, law).allowed:
            scope = self.desk.scope(by, "call_transcript")
            words = work.of(CallTranscript).load_many(scope, query)
            proposed = detect(words[0].transcript) if words else None
        texts = notices()
        return Heard(regime, texts.version, texts.spoken[regime], noted, proposed)

    def _noted(self, work: UnitOfWork, call_id: str, by: Actor) -> CallNotice | None:
        scope = self.desk.scope(by, "call_notice")
        found = work.of(CallNotice).load_many(scope, Query(where=where(call_id=call_id)))
        return found[0] if found else None


def _after(before: CallNotice, made: CallNotice) -> CallNotice:
    return evolve(made, version=before.version + 1)
