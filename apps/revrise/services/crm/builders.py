"""CRM records as the core's things; what a source leaves out keeps its value."""

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from attrs import evolve, frozen

from revrise.core.deals.account import Account, Card, Product
from revrise.core.deals.deal import Deal, StageChange
from revrise.core.deals.process import SalesProcess
from revrise.core.errors import Invalid, NotFound
from revrise.core.money import Money
from revrise.core.people.organisation import Team
from revrise.core.people.person import ROLES, Person
from revrise.ports.crm import CrmRecord
from revrise.services.crm.references import References

# Roles that run the system: a CRM neither gives nor takes them, unless the sync says so.
PROTECTED = frozenset({"admin", "owner"})
Fields = Mapping[str, Any]
Changes = dict[str, Any]


@frozen
class Build:
    """Everything a builder needs beside the record."""

    references: References
    process: SalesProcess
    currency: str
    source: str
    now: datetime
    roles: frozenset[str]


def changes(build: Build, record: CrmRecord) -> Changes:
    """The attributes of the thing a record becomes. Raises Invalid naming field and reason."""
    made = _BUILDERS[record.kind](build, record.fields)
    made["name"] = made.get("name") or record.external_id
    return made


def create(build: Build, record: CrmRecord, attributes: Changes, thing_id: str, digest: str) -> Any:
    """A new thing."""
    origin = {"source": build.source, "external_id": record.external_id, "digest": digest}
    return _CLASSES[record.kind](id=thing_id, **{**_LEAST[record.kind], **attributes}, **origin)


def update(thing: Any, attributes: Changes, digest: str) -> Any:
    """The thing with what the CRM says now, one version on."""
    if isinstance(thing, Person) and PROTECTED & set(thing.roles):
        # Who administers chooses what is synced: roles and team come from another administrator.
        attributes = {k: v for k, v in attributes.items() if k not in ("roles", "team_id")}
    if isinstance(thing, Deal) and attributes.get("stage", thing.stage) == thing.stage:
        attributes = {name: v for name, v in attributes.items() if name != "history"}
    elif isinstance(thing, Deal):
        arrived = attributes["history"][-1]
        attributes = {**attributes, "history": (*thing.history, arrived)}
    return evolve(thing, **attributes, digest=digest, version=thing.version + 1)


def _team(build: Build, fields: Fields) -> Changes:
    made = _plain(fields, "name")
    _refer(made, build, fields, "parent", "team", "parent_id")
    return made


def _person(build: Build, fields: Fields) -> Changes:
    made = _plain(fields, "name", "email")
    if fields.get("roles"):
        unknown = sorted(set(fields["roles"]) - set(ROLES))
        if unknown:
            raise Invalid(f"no role {unknown[0]!r}", culprit="roles", remedy=f"one of {ROLES}")
        made["roles"] = tuple(role for role in fields["roles"] if role in build.roles)
    _refer(made, build, fields, "team", "team", "team_id")
    return made


def _product(build: Build, fields: Fields) -> Changes:
    made = _plain(fields, "name", "category")
    if "list_price" in fields:
        made["price"] = _money(build, fields, "list_price")
    return made


def _account(build: Build, fields: Fields) -> Changes:
    made = _plain(fields, "name", "industry", "country", "employees")
    if fields.get("revenue") is not None:
        made["revenue"] = str(fields["revenue"])
    _refer(made, build, fields, "parent", "account", "parent_id")
    return made


def _card(build: Build, fields: Fields) -> Changes:
    made = _plain(fields, "name", "phone", "email")
    _refer(made, build, fields, "account", "account", "account_id")
    return made


def _deal(build: Build, fields: Fields) -> Changes:
    made = _plain(fields, "name", "opened_at", "closed_at", "lost_reason")
    _refer(made, build, fields, "account", "account", "account_id")
    _refer(made, build, fields, "card", "card", "card_id")
    if "owner" in fields:
        owner = build.references.get("person", fields["owner"])
        made["owner_id"] = owner.id if owner else None
        made["team_id"] = owner.team_id if owner else None
    if "product" in fields:
        product = build.references.get("product", fields["product"])
        made["product"] = product.name if product else fields["product"]
    if "value" in fields:
        made["value"] = _money(build, fields, "value")
    _stage(made, build, fields)
    return made


def _stage(made: Changes, build: Build, fields: Fields) -> None:
    initial = build.process.initial
    stage = fields.get("stage") or initial
    try:
        outcome = build.process.state(stage).outcome
    except NotFound as error:
        raise Invalid(error.message, culprit="stage", remedy=error.remedy) from None
    opened = fields.get("opened_at")
    moved = fields.get("closed_at") if outcome else opened
    history: tuple[StageChange, ...] = (StageChange(stage, moved or build.now, "crm"),)
    if outcome and opened and stage != initial:
        history = (StageChange(initial, opened, "crm"), *history)
    made["stage"], made["outcome"], made["history"] = stage, outcome, history


def _plain(fields: Fields, *names: str) -> Changes:
    return {name: fields[name] for name in names if name in fields}


def _refer(
    made: Changes, build: Build, fields: Fields, name: str, kind: str, attribute: str
) -> None:
    if name in fields:
        known = build.references.get(kind, fields[name])
        made[attribute] = known.id if known else None


def _money(build: Build, fields: Fields, name: str) -> Money | None:
    value: Decimal | None = fields[name]
    try:
        return None if value is None else Money.of(value, fields.get("currency") or build.currency)
    except Invalid as error:
        raise Invalid(error.message, culprit=error.culprit or name) from None


_BUILDERS: Mapping[str, Callable[[Build, Fields], Changes]] = {
    "team": _team,
    "person": _person,
    "product": _product,
    "account": _account,
    "card": _card,
    "deal": _deal,
}
_CLASSES: Mapping[str, type[Any]] = {
    "team": Team,
    "person": Person,
    "product": Product,
    "account": Account,
    "card": Card,
    "deal": Deal,
}
_LEAST: Mapping[str, Changes] = {
    **{kind: {} for kind in _BUILDERS},
    "deal": {"owner_id": None, "team_id": None},
}
