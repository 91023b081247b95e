"""A title somebody gives a call: from then on it is that, whatever its file or source is called."""

from attrs import frozen

from revrise.core.conversations.call import Call
from revrise.core.errors import Refused, Stale
from revrise.core.governance.actor import Actor
from revrise.services.desk import Desk
from revrise.services.reach import Blank


@frozen
class RenameCall:
    """Another `title` for a call; `version` is that of the call it was read with, None for any."""

    call_id: str
    title: str
    version: int | None = None


@frozen
class Renaming:
    """The use case."""

    desk: Desk

    def rename(self, command: RenameCall, by: Actor) -> Call:
        """The call as it is now; the title it has already changes nothing.

        Raises NotFound for a hidden call, Refused for who may not change it or was shown its title
        with something hidden, Invalid as `Call.renamed`, Stale for another version.
        """
        scope = self.desk.scope(by, "call", "update")
        with self.desk.store.begin(by) as work:
            before = work.of(Call).hold(command.call_id, self.desk.scope(by, "call"))
            row = Blank(id=before.id, owner_id=before.owner_id, team_id=before.team_id)
            if not scope.admits(row):
                raise Refused(
                    "you may not rename this call", culprit=before.id, remedy="ask its rep"
                )
            if command.version not in (None, before.version):
                raise Stale("the call was changed meanwhile", culprit=before.id)
            after = before.renamed(command.title)
            if after.title != before.title:
                work.of(Call).save(after, scope, expected=before.version)
                work.record("call.renamed", after.id)
        return after
