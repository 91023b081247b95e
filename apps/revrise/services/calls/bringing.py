"""A file for a call that is on record without its words: which call it is, whether it takes it."""

from attrs import frozen

from revrise.core.conversations.call import Call
from revrise.core.errors import Conflict
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import where
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.calls.cascade import Cascade
from revrise.services.desk import Desk
from revrise.services.held import free

# Of the others the words are kept, or on their way.
WORDLESS = ("added", "blocked", "failed")


@frozen
class Bringing:
    """Finds the call."""

    desk: Desk

    def open(self, work: UnitOfWork, call_id: str, by: Actor) -> Call:
        """A call that lacks its words. Raises NotFound when hidden, Conflict where it has them."""
        return _wordless(work.of(Call).load(call_id, self.desk.scope(by, "call")))

    def take(self, work: UnitOfWork, call_id: str, sha256: str, by: Actor) -> Call:
        """As `open`, held until the commit; a call that has this very file already is answered too.

        Raises Conflict also where the file is another call of the same rep, which would count
        twice, and where it takes the place of one on legal hold.
        """
        call = work.of(Call).hold(call_id, self.desk.scope(by, "call"))
        if call.fingerprint == sha256 and call.state not in WORDLESS:
            return call
        same = Query(where=where(owner_id=call.owner_id, fingerprint=sha256), columns=("id",))
        others = {row["id"] for row in work.of(Call).rows(self.desk.scope(by, "call"), same)}
        if others - {call.id}:
            raise Conflict(
                "this file is another call already",
                culprit=min(others - {call.id}),
                remedy="choose the file of this call",
            )
        if _wordless(call).state != "added" and call.fingerprint != sha256:
            free(work, call.id)
            self._forget(work, call)
        return call

    def _forget(self, work: UnitOfWork, call: Call) -> None:
        """The file that was there, and what was heard of it: nobody could read that."""
        cascade = Cascade(self.desk, work.actor.tenant_id)
        cascade.forget_words(work, call)
        cascade.forget_file(work, call)


def _wordless(call: Call) -> Call:
    if call.state in WORDLESS:
        return call
    raise Conflict(
        f"the call is {call.state}", culprit=call.id, remedy="add the file as a call of its own"
    )
