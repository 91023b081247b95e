"""Content: assets from draft to published, and their use."""

from collections.abc import Callable, Mapping, Sequence

from attrs import Factory, asdict, evolve, frozen

from revrise.core.content.approval import Review
from revrise.core.content.asset import KINDS, Asset, AssetUse, AssetVersion, next_number
from revrise.core.deals.deal import Deal
from revrise.core.errors import Conflict, Invalid, Refused
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
        now = self.desk.clock.now()
        return self.move(
            asset_id, by, "update", lambda _, one: one.submit(by.person_id, now), "asset.submitted"
        )

    def withdraw(self, asset_id: str, by: Actor) -> AssetVersion:
        """The author goes on with a version in review, or approved. Raises Refused for others."""
        now = self.desk.clock.now()
        return self.move(asset_id, by, "update", lambda _, one: one.withdraw(by.person_id, now))

    def publish(self, asset_id: str, by: Actor) -> Asset:
        """Shows the newest approved version to its audience; a day that is over is dropped."""
        scope, now = self.desk.scope(by, "asset", "publish"), self.desk.clock.now()
        with self.desk.store.begin(by) as work:
            asset = work.of(Asset).load(asset_id, scope)
            edition = self.versions(work, by, asset_id)[-1]
            published = edition.publish(now, by.person_id)
            self.save(work, by, edition, published, "publish")
            shown = asset.publish(published, now)
            work.of(Asset).save(shown, scope, expected=asset.version)
            work.record("asset.published", asset_id, {"version": published.number})
        return shown

    def expire(self, asset_id: str, by: Actor) -> Asset:
        """Ends the time of a published asset now. Raises Refused for one that is not published."""
        scope, said = self.desk.scope(by, "asset", "publish"), self._step(by, "expire")
        with self.desk.store.begin(by) as work:
            asset = work.of(Asset).load(asset_id, scope)
            shown = [one for one in self.versions(work, by, asset_id) if one.state == "published"]
            if asset.state != "published" or not shown:
                raise Refused(f"an asset that is {asset.state} does not expire", culprit=asset_id)
            for one in shown:
                self.save(work, by, one, one.expire(said), "publish")
            gone = evolve(asset, state="expired", expires_at=said.at, version=asset.version + 1)
            work.of(Asset).save(gone, scope, expected=asset.version)
            work.emit(Event("asset.expired", asset.id, said.at, by.person_id,
                            {"owner": asset.owner_id}))  # fmt: skip
            work.record("asset.expired", asset_id, {"version": asset.published_version})
        return gone

    def retire(self, asset_id: str, by: Actor) -> Asset:
        """Takes an asset and its newest version away for good."""
        scope = self.desk.scope(by, "asset", "delete")
        with self.desk.store.begin(by) as work:
            asset = work.of(Asset).load(asset_id, scope)
            edition = self.versions(work, by, asset_id)[-1]
            self.save(work, by, edition, edition.retire(self._step(by, "retire")), "delete")
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
            self.save(work, by, edition, moved, action)
            if tells:
                data = {"person": moved.author_id, "owner": asset.owner_id, "kind": asset.kind}
                work.emit(Event(tells, asset_id, self.desk.clock.now(), by.person_id, data))
            detail = {"version": moved.number, "state": moved.state}
            work.record(f"asset.{moved.reviews[-1].verdict}", asset_id, detail)
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

    def save(
        self, work: UnitOfWork, by: Actor, before: AssetVersion, then: AssetVersion, action: str
    ) -> None:
        """Keeps the next state of a version, for who may take this step."""
        scope = self.desk.scope(by, "asset_version", action)
        work.of(AssetVersion).save(before.checked(then), scope, expected=before.version)

    def _step(self, by: Actor, verdict: str) -> Review:
        return Review(by.person_id, verdict, self.desk.clock.now())


def _check(command: AddAsset) -> None:
    if command.kind not in KINDS:
        kinds = ", ".join(KINDS)
        raise Invalid(f"no kind {command.kind!r}", culprit="kind", remedy=f"one of {kinds}")
    for name, value in (("title", command.title), ("body", command.body)):
        if not value.strip():
            raise Invalid(f"the {name} is empty", culprit=name)
