"""Accounts of a provider outside that people are linked to, to see and to remove."""

from collections.abc import Sequence

from attrs import frozen

from revrise.core.errors import Refused
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import where
from revrise.core.identity.outside import OutsideLink
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork, View
from revrise.services.desk import Desk
from revrise.services.identity.books import account_of, again, all_of, end_sessions

# Not the subject: whoever reads a list need not know what the provider calls somebody.
_COLUMNS = ("id", "person_id", "issuer", "linked_at", "version")


@frozen
class OutsideLinks:
    """Use cases around links. `issuer` is whom people may log in by now; empty: nobody."""

    desk: Desk
    issuer: str = ""

    def of(self, by: Actor, person_id: str | None = None) -> Sequence[View]:
        """Links of oneself, or of whom one may see; the newest first."""
        whose = where(person_id=person_id or by.person_id)
        query = Query(whose, (("linked_at", True), ("id", False)), columns=_COLUMNS)
        return self.desk.rows(by, OutsideLink, "outside_link", query)

    def remove(self, link_id: str, by: Actor, keep_session: str = "") -> str:
        """Removes a link and ends the person's sessions but the one to keep; returns whose it was.

        Raises NotFound for one that is hidden or missing, Refused for one's own last way in.
        """
        return again(lambda: self._remove(link_id, by, keep_session))

    def _remove(self, link_id: str, by: Actor, keep: str) -> str:
        scope = self.desk.scope(by, "outside_link", "delete")
        with self.desk.store.begin(by) as work:
            link = work.of(OutsideLink).load(link_id, scope)
            if link.person_id == by.person_id and self._last(work, link):
                raise _last_way()
            work.of(OutsideLink).remove(link_id, scope)
            end_sessions(work, link.person_id, self.desk.clock.now(), keep)
            work.record("outside_link.removed", link.person_id, {"link": link_id})
        return link.person_id

    def _last(self, work: UnitOfWork, link: OutsideLink) -> bool:
        """Whether nothing else lets its person in: no password, no other link that counts."""
        account = account_of(work, link.person_id)
        if link.issuer != self.issuer or (account is not None and account.password_hash):
            return False
        same = Query(where(person_id=link.person_id, issuer=link.issuer))
        every = all_of(work.actor.tenant_id, "outside_link")
        return work.of(OutsideLink).count(every, same) == 1


def _last_way() -> Refused:
    return Refused(
        "this is your last way to log in",
        culprit="outside_link",
        remedy="ask an administrator for an invitation and set a password first",
    )
