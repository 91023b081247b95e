"""Content: assets from draft to published, and their use."""

from collections.abc import Callable, Mapping, Sequence

from attrs import Factory, asdict, evolve, frozen

from revrise.core.content.asset import KINDS, Asset, AssetUse, AssetVersion, next_number
from revrise.core.deals.deal import Deal
from revrise.core.errors import Conflict, Invalid
from revrise.core.events import Event
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import where
from revrise.core.ids import derived
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork, View
from revrise.services.desk import Desk

Step = Callable[[UnitOfWork, AssetVersion], AssetVersion]


@frozen
class AddAsset:
    """A new asset with its first version, as a draft. The same `token` twice is the same asset.

    Raises Invalid for an unknown kind or an empty title or text.
    """

    kind: str
    title: str
    body: str
    language: str = "en"
    tags: Mapping[str, str] = Factory(dict)
    token: str = ""


@frozen
class Content:
    """Use cases around the library."""

    desk: Desk

    def add(self, command: AddAsset, by: Actor) -> Asset:
        """Stores a draft that belongs to the actor."""
        _check(command)
        scope = self.desk.scope(by, "asset", "create")
        token = f"asset.add/{by.person_id}/{command.token}"
        fingerprint = derived("ask", *(str(v) for v in asdict(command).values()))
        asset = Asset(
            self.desk.ids.new("asset"),
            command.kind,
            command.title,
            by.person_id,
            command.language,
            tags=dict(command.tags),
        )
        with self.desk.store.begin(by) as work:
            known = work.recall(token, fingerprint) if command.token else None
            if known:
                return work.of(Asset).load(known.answer["id"], scope)
            work.of(Asset).add(asset, scope)
            self._new_version(work, by, asset.id, command.body, "1.0.0")
            if command.token:
                work.remember(token, fingerprint, {"id": asset.id})
            work.record("asset.added", asset.id)
        return asset

    def revise(self, asset_id: str, body: str, by: Actor, after: str | None = None) -> AssetVersion:
        """A new draft version of an asset, behind the version `after` (None: the newest).

        Raises Conflict when somebody added one meanwhile; one's own second click finds the first.
        """
        if not body.strip():
            raise Invalid("the text is empty", culprit="body")
        with self.desk.store.begin(by) as work:
            asset = work.of(Asset).load(asset_id, self.desk.scope(by, "asset", "update"))
            there = self.versions(work, by, asset.id)
            if after is not None and there[-1].number != after:
                if (there[-1].body, there[-1].author_id) == (body, by.person_id):
                    return there[-1]
                raise Conflict(
                    f"version {there[-1].number} was added meanwhile",
                    culprit=asset.title,
                    remedy="look at it and put your change on top",
                )
            numbers = [edition.number for edition in there]
            made = self._new_version(work, by, asset.id, body, next_number(numbers))
            work.record("asset.revised", asset.id, {"version": made.number})
        return made

    def submit(self, asset_id: str, by: Actor) -> AssetVersion:
        """Asks for review of the newest version; who may approve it is told."""
        return self.move(asset_id, by, "update", lambda _, one: one.submit(), "asset.submitted")

    def withdraw(self, asset_id: str, by: Actor) -> AssetVersion:
        """The author goes on with a version in review."""
        return self.move(asset_id, by, "update", lambda _, one: one.withdraw(by.person_id))

    def publish(self, asset_id: str, by: Actor) -> Asset:
        """Shows the newest approved version to its audience."""
        scope = self.desk.scope(by, "asset", "publish")
        with self.desk.store.begin(by) as work:
            asset = work.of(Asset).load(asset_id, scope)
            edition = self.versions(work, by, asset_id)[-1]
            published = edition.publish(self.desk.clock.now())
            self._save(work, by, published, edition.version)
            shown = asset.publish(published)
            work.of(Asset).save(shown, scope, expected=asset.version)
            work.record("asset.published", asset_id, {"version": published.number})
        return shown

    def retire(self, asset_id: str, by: Actor) -> Asset:
        """Takes an asset and its newest version away for good."""
        scope = self.desk.scope(by, "asset", "delete")
        with self.desk.store.begin(by) as work:
            asset = work.of(Asset).load(asset_id, scope)
            edition = self.versions(work, by, asset_id)[-1]
            self._save(work, by, edition.retire(), edition.version)
            gone = evolve(asset, state="retired", version=asset.version + 1)
            work.of(Asset).save(gone, scope, expected=asset.version)
            work.record("asset.retired", asset_id, {"version": edition.number})
        return gone

    def list(self, by: Actor) -> Sequence[View]:
        """The assets the actor may see, by title."""
        with self.desk.store.read(by) as work:
            scope = self.desk.scope(by, "asset")
            return work.of(Asset).rows(scope, Query(order=(("title", False),)))

    def use(self, asset_id: str, action: str, by: Actor, deal_id: str | None = None) -> AssetUse:
        """Notes that the actor viewed, shared or used an asset, perhaps on a deal they may see."""
        made = AssetUse(
            self.desk.ids.new("use"),
            asset_id,
            by.person_id,
            by.team_id,
            action,
            self.desk.clock.now(),
            deal_id,
        )
        with self.desk.store.begin(by) as work:
            work.of(Asset).load(asset_id, self.desk.scope(by, "asset"))
            if deal_id is not None:
                work.of(Deal).load(deal_id, self.desk.scope(by, "deal"))
            work.of(AssetUse).add(made, self.desk.scope(by, "asset_use", "create"))
            work.record(f"asset.{action}", asset_id)
        return made

    def move(
        self, asset_id: str, by: Actor, action: str, step: Step, tells: str = ""
    ) -> AssetVersion:
        """The newest version, one step on; `tells` is the event of it."""
        with self.desk.store.begin(by) as work:
            asset = work.of(Asset).load(asset_id, self.desk.scope(by, "asset", action))
            edition = self.versions(work, by, asset_id)[-1]
            moved = step(work, edition)
            self._save(work, by, moved, edition.version)
            if tells:
                data = {"person": moved.author_id, "owner": asset.owner_id}
                work.emit(Event(tells, asset_id, self.desk.clock.now(), by.person_id, data))
            said = len(moved.reviews or ()) > len(edition.reviews or ())
            name = f"asset.{moved.reviews[-1].verdict}" if said else f"asset.{moved.state}"
            work.record(name, asset_id, {"version": moved.number, "state": moved.state})
        return moved

    def versions(self, work: UnitOfWork, by: Actor, asset_id: str) -> Sequence[AssetVersion]:
        """The versions of an asset, the oldest first."""
        query = Query(where=where(asset_id=asset_id), order=(("created_at", False),))
        scope = self.desk.scope(by, "asset_version")
        return work.of(AssetVersion).load_many(scope, query)

    def _new_version(
        self, work: UnitOfWork, by: Actor, asset_id: str, body: str, number: str
    ) -> AssetVersion:
        made = AssetVersion(
            self.desk.ids.new("edition"),
            asset_id,
            number,
            body,
            by.person_id,
            self.desk.clock.now(),
        )
        work.of(AssetVersion).add(made, self.desk.scope(by, "asset_version", "create"))
        return made

    def _save(self, work: UnitOfWork, by: Actor, edition: AssetVersion, expected: int) -> None:
        scope = self.desk.scope(by, "asset_version", "update")
        work.of(AssetVersion).save(edition, scope, expected=expected)


def _check(command: AddAsset) -> None:
    if command.kind not in KINDS:
        kinds = ", ".join(KINDS)
        raise Invalid(f"no kind {command.kind!r}", culprit="kind", remedy=f"one of {kinds}")
    for name, value in (("title", command.title), ("body", command.body)):
        if not value.strip():
            raise Invalid(f"the {name} is empty", culprit=name)
