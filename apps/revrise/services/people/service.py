"""People: setting up an organisation, and finding out on whose behalf something is done."""

from collections.abc import Sequence
from contextlib import suppress

from attrs import frozen

from revrise.core.deals.process import SalesProcess
from revrise.core.deals.standard_process import STANDARD
from revrise.core.errors import Conflict, Invalid, NotFound, Refused
from revrise.core.governance.actor import SYSTEM, Actor, system_actor
from revrise.core.governance.rule import where
from revrise.core.governance.scope import Scope, system_scope
from revrise.core.people.competency import FRAMEWORK, Competency
from revrise.core.people.organisation import Organisation
from revrise.core.people.person import Person
from revrise.ports.policy import PolicyDocument
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork, View
from revrise.services.desk import Desk
from revrise.services.people.actors import Actors

OWNER_ID = "per_owner"
_RESOLVE = "find the acting person"
_CALLED = ("id", "email", "external_id", "name")


@frozen
class SetUp:
    """A new organisation and the person it belongs to."""

    name: str = "My organisation"
    locale: str = "en"
    currency: str = "USD"
    owner: str = "Local owner"


@frozen
class People:
    """Use cases around persons and teams."""

    desk: Desk
    tenant_id: str
    first_policy: PolicyDocument

    def set_up(self, command: SetUp) -> bool:
        """Makes organisation, owner, framework, process and policy; False if they are there.

        Of several processes that find nothing at the same time, one sets up.
        """
        if self._is_set_up():
            return False
        try:
            return self._make(command)
        except Conflict:
            if self._is_set_up():
                return False
            raise

    def actor(self, reference: str | None) -> Actor:
        """The actor for a person's id, e-mail, CRM id or name; None is the local owner.

        Raises NotFound for nobody, Invalid when several fit, naming them.
        """
        with self.desk.store.read(system_actor(self.tenant_id)) as work:
            person = self._person(work, OWNER_ID if reference is None else reference)
            return Actors.read(self.desk, work).of(person)

    def on_behalf(self, person_id: str) -> Actor:
        """Who a job runs as: a person as they are now, or the system.

        Raises Refused for somebody who left or was never there.
        """
        if person_id == SYSTEM:
            return system_actor(self.tenant_id)
        with suppress(NotFound):
            found = self.actor(person_id)
            if found.person_id == person_id:  # a name like this is somebody else
                return found
        raise Refused(
            f"the person {person_id} it runs for is not active any more",
            remedy="let somebody else ask for it again",
        )

    def find(self, reference: str, by: Actor) -> str:
        """The id of the person somebody speaks of, by id, e-mail, CRM id or name.

        Only by what the actor may read of them. Raises NotFound for nobody, Invalid when several
        fit, naming them.
        """
        scope = self.desk.scope(by, "person")
        with self.desk.store.read(by) as work:
            for column in filter(scope.covers, _CALLED):
                query = Query(where=where(**{column: reference}), columns=("id",))
                found = work.of(Person).rows(scope, query)
                if found:
                    return _only([str(row["id"]) for row in found], reference)
        raise _nobody(reference)

    def list(self, actor: Actor) -> Sequence[View]:
        """The people the actor may see, by name."""
        scope = self.desk.scope(actor, "person")
        with self.desk.store.read(actor) as work:
            return work.of(Person).rows(scope, Query(order=(("name", False),)))

    def _is_set_up(self) -> bool:
        with self.desk.store.read(system_actor(self.tenant_id)) as work:
            return work.of(Organisation).count(self._all("organisation")) > 0

    def _make(self, command: SetUp) -> bool:
        with self.desk.store.begin(system_actor(self.tenant_id)) as work:
            if work.of(Organisation).count(self._all("organisation")):
                return False
            self._fill(work, command)
            work.set_policy(self.first_policy)
            work.record("organisation.set_up", self.tenant_id)
        return True

    def _fill(self, work: UnitOfWork, command: SetUp) -> None:
        organisation = Organisation(self.tenant_id, command.name, command.locale, command.currency)
        work.of(Organisation).add(organisation, self._all("organisation", "create"))
        owner = Person(OWNER_ID, command.owner, roles=("owner",), locale=command.locale)
        work.of(Person).add(owner, self._all("person", "create"))
        work.of(Competency).add_many(FRAMEWORK, self._all("competency", "create"))
        work.of(SalesProcess).add(STANDARD, self._all("sales_process", "create"))

    def _person(self, work: UnitOfWork, reference: str) -> Person:
        people, scope = work.of(Person), self._all("person")
        for column in _CALLED:
            found = people.load_many(scope, Query(where=where(**{column: reference})))
            if found and _only([person.id for person in found], reference) and found[0].active:
                return found[0]
        raise _nobody(reference)

    def _all(self, resource: str, action: str = "system") -> Scope:
        return system_scope(self.tenant_id, resource, action, _RESOLVE)


def _only(ids: Sequence[str], reference: str) -> str:
    if len(ids) > 1:
        named = ", ".join(ids)
        raise Invalid(f"several people are called {reference!r}", remedy=f"one of {named}")
    return ids[0]


def _nobody(reference: str) -> NotFound:
    return NotFound(
        f"nobody is called {reference!r}",
        remedy="see `revrise people list`; people come from the customer system, the directory "
        "or the page /admin/people/new",
    )
