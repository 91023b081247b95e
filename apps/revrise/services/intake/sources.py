"""Sources of calls: adding, switching, new secrets."""

import os
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from attrs import frozen

from revrise.core.conversations.intake.pulling import Pulling
from revrise.core.conversations.intake.source import IntakeSource
from revrise.core.errors import Conflict, Invalid, NotFound, Refused
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import where
from revrise.core.governance.scope import system_scope
from revrise.core.people.person import Person
from revrise.core.webhooks.endpoint import WebhookSecret
from revrise.core.webhooks.signature import SECRET_BYTES, secret
from revrise.ports.call_sources import CallSource
from revrise.ports.catalogue import Catalogue, surviving
from revrise.ports.query import ALL_ROWS, Query
from revrise.ports.storage import UnitOfWork, View
from revrise.services.calls.commands import CONSENTS
from revrise.services.desk import Desk
from revrise.services.intake.commands import AddSource, Connector, SourceAdded, SourceView
from revrise.services.naming import names
from revrise.services.people.actors import Actors
from revrise.services.reach import may

_SHOWN = (
    *("id", "name", "owner_id", "created_at", "consent", "jurisdiction", "country"),
    *("without_deal", "separately", "active", "connector", "due_at", "pulling", "version"),
)
_COUNTRY = re.compile(r"|[1-9][0-9]{0,2}")
_LONGEST = 100
# What the owner of a source creates with each call.
_ADDED = ("call", "call_arrival")


@frozen
class IntakeSources:
    """Use cases around sources. Who owns one answers for what comes in by it."""

    desk: Desk
    on_behalf: Callable[[str], Actor]
    catalogue: Catalogue
    random: Callable[[int], bytes] = os.urandom

    def add(self, command: AddSource, by: Actor) -> SourceAdded:
        """Adds a source and says its secret.

        Raises Invalid for a name, consent, calling code or connector that is none; NotFound for
        an owner who is hidden or gone; Refused for one who may add no calls; Conflict for a
        connector that another source asks already: its calls would be two people's.
        """
        scope, now = self.desk.scope(by, "intake_source", "create"), self.desk.clock.now()
        _checked(command)
        self._may(command.owner_id, by)
        if command.connector:
            self._offered(command.connector)
        value = secret(self.random(SECRET_BYTES))
        made = IntakeSource(
            id=self.desk.ids.new("src"),
            name=command.name.strip(),
            owner_id=command.owner_id,
            created_at=now,
            secrets=(WebhookSecret(value, now),),
            consent=command.consent,
            jurisdiction=command.jurisdiction,
            country=command.country,
            without_deal=command.without_deal,
            separately=command.separately,
            connector=command.connector or None,
            due_at=now if command.connector else None,
        )
        with self.desk.store.begin(by) as work:
            self._alone(work, made, by)
            work.of(IntakeSource).add(made, scope)
            work.record("intake_source.added", made.id, {"consent": made.consent})
        return SourceAdded(made.id, value)

    def list(self, by: Actor, query: Query = ALL_ROWS) -> Sequence[SourceView]:
        """The sources one may see, the newest first."""
        scope = self.desk.scope(by, "intake_source")
        wanted = Query(query.where, (("created_at", True),), query.limit, columns=_SHOWN)
        with self.desk.store.read(by) as work:
            rows = work.of(IntakeSource).rows(scope, wanted)
        return [_view(row) for row in rows]

    def show(self, source_id: str, by: Actor) -> SourceView:
        """One of them. Raises NotFound when hidden."""
        found = self.list(by, Query(where=where(id=source_id)))
        if not found:
            raise NotFound(f"no intake_source {source_id}")
        return found[0]

    def people(self, by: Actor) -> Sequence[tuple[str, str]]:
        """(id, name) of those who may answer for a source, as `add` decides, by name."""
        query = Query(order=(("name", False),), columns=("id", "name"))
        with self.desk.store.read(by) as work:
            rows = work.of(Person).rows(self.desk.scope(by, "person"), query)
            everybody = system_scope(by.tenant_id, "person", "read", "offer who may own a source")
            ids = Query(where=where(id=tuple(row["id"] for row in rows)))
            people = work.of(Person).load_many(everybody, ids)
            actors = Actors.read(self.desk, work)
        able = {one.id for one in people if one.active and self._answers(actors.of(one))}
        return [(row["id"], row["name"] or row["id"]) for row in rows if row["id"] in able]

    def names(self, by: Actor) -> Mapping[str, str]:
        """What those are called who answer for sources, as far as the reader may know."""
        with self.desk.store.read(by) as work:
            return names(self.desk, work, by, Person, "person")

    def mine(self, source_id: str, by: Actor) -> IntakeSource:
        """One's own source, to hand calls in by.

        Raises NotFound when hidden, Refused when somebody else answers for it.
        """
        if self.show(source_id, by).owner_id != by.person_id:
            raise Refused(
                "only who answers for this source hands calls in",
                culprit=source_id,
                remedy="send them signed, or add a source of your own",
            )
        with self.desk.store.read(by) as work:
            scope = system_scope(by.tenant_id, "intake_source", "read", "hand a call in")
            return work.of(IntakeSource).load(source_id, scope)

    def switch(self, source_id: str, by: Actor, *, active: bool) -> SourceView:
        """On, or off: then nothing it sends is taken."""
        self._save(source_id, by, "switched", lambda one: one.change(active=active))
        return self.show(source_id, by)

    def rotate(self, source_id: str, by: Actor) -> SourceAdded:
        """A new secret; the old one is taken beside it for a day."""
        value, now = secret(self.random(SECRET_BYTES)), self.desk.clock.now()
        self._save(source_id, by, "rotated", lambda one: one.rotate(value, now))
        return SourceAdded(source_id, value)

    def _save(self, source_id: str, by: Actor, done: str, change: Any) -> None:
        self.show(source_id, by)
        scope = self.desk.scope(by, "intake_source", "update")
        with self.desk.store.begin(by) as work:
            before = work.of(IntakeSource).load(source_id, scope)
            after = change(before)
            self._alone(work, after, by)
            work.of(IntakeSource).save(after, scope, expected=before.version)
            work.record(f"intake_source.{done}", source_id, {"active": after.active})

    def connectors(self) -> Sequence[Connector]:
        """The systems that can be asked, whether or not a source asks them, by name."""
        asked = surviving(self.catalogue.call_sources(), _connector)
        found = [connector for _, connector in asked]
        return sorted(found, key=lambda one: one.title)

    def _offered(self, connector: str) -> None:
        known = [one.id for one in self.connectors()]
        if connector not in known:
            raise Invalid(
                f"no plugin offers the call source {connector!r}",
                culprit="connector",
                remedy=f"one of {', '.join(known)}" if known else "set up the keys of its plugin",
            )

    def _alone(self, work: UnitOfWork, made: IntakeSource, by: Actor) -> None:
        if made.connector is None or not made.active:
            return
        scope = system_scope(by.tenant_id, "intake_source", "read", "ask a system once")
        rule = where(connector=made.connector, active=True)
        for one in work.of(IntakeSource).load_many(scope, Query(where=rule)):
            if one.id != made.id:
                raise Conflict(
                    f"{one.name} asks {made.connector} already",
                    culprit="connector",
                    remedy="switch that source off first",
                )

    def _may(self, owner_id: str, by: Actor) -> None:
        """Whoever answers for calls may add them, and is somebody the administrator sees."""
        if not self.desk.rows(by, Person, "person", Query(where=where(id=owner_id))):
            raise NotFound(f"no person {owner_id}")
        owner = self.on_behalf(owner_id)
        for resource in _ADDED:
            self.desk.scope(owner, resource, "create")

    def _answers(self, owner: Actor) -> bool:
        return all(may(self.desk, owner, resource, "create") for resource in _ADDED)


def _connector(one: CallSource) -> Connector:
    ready = one.check()
    return Connector(one.id, one.title, ready.ready, ready.reason, ready.remedy)


def _view(row: View) -> SourceView:
    shown = {name: row[name] for name in _SHOWN}
    pulling = row["pulling"]
    return SourceView(**{**shown, "pulling": Pulling.of(pulling) if pulling else None})


def _checked(command: AddSource) -> None:
    if not 0 < len(command.name.strip()) <= _LONGEST:
        raise Invalid("the source needs a name", culprit="name", remedy="100 letters at most")
    if command.consent not in CONSENTS:
        raise Invalid(
            f"no consent {command.consent!r}",
            culprit="consent",
            remedy=f"one of {', '.join(CONSENTS)}",
        )
    if not _COUNTRY.fullmatch(command.country):
        raise Invalid(
            "this is no calling code", culprit="country", remedy="digits such as 86, 1 or 49"
        )
