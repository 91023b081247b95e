"""Consent to what is done with a call: seeing it, taking it back.

What may be shown and done is asked of these records every time, so a word taken back counts from
that moment on. What was computed before stays; what the words say is not shown any more.
"""

from attrs import evolve, frozen

from revrise.core.errors import Conflict
from revrise.core.events import Event
from revrise.core.governance.actor import Actor
from revrise.core.governance.consent import Consent
from revrise.services.desk import Desk


@frozen
class Consents:
    """Use cases around consent."""

    desk: Desk

    def withdraw(self, consent_id: str, by: Actor) -> Consent:
        """A participant takes their word back. Raises Conflict when it was taken back before."""
        scope, now = self.desk.scope(by, "consent", "update"), self.desk.clock.now()
        with self.desk.store.begin(by) as work:
            before = work.of(Consent).load(consent_id, scope)
            if before.withdrawn_at is not None:
                raise Conflict("it was taken back before", culprit=consent_id)
            after = evolve(before, withdrawn_at=now, version=before.version + 1)
            work.of(Consent).save(after, scope, expected=before.version)
            data = {"purpose": before.purpose}
            work.emit(Event("consent.withdrawn", before.call_id, now, by.person_id, data))
            work.record("consent.withdrawn", before.call_id, {"consent": consent_id, **data})
        return after
