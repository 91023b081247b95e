"""Whom we sell to: accounts, and the contact cards of the people there; what we sell."""

from attrs import frozen

from revrise.core.money import Money


@frozen
class Account:
    """A company. `parent_id` is the account it belongs to."""

    id: str
    name: str
    industry: str | None = None
    country: str | None = None
    employees: int | None = None
    revenue: str | None = None
    parent_id: str | None = None
    owner_id: str | None = None
    team_id: str | None = None
    source: str | None = None
    external_id: str | None = None
    digest: str | None = None
    version: int = 1


@frozen
class Card:
    """A contact card: one phone or e-mail identity, which may have many deals."""

    id: str
    name: str
    phone: str | None = None
    email: str | None = None
    account_id: str | None = None
    owner_id: str | None = None
    team_id: str | None = None
    source: str | None = None
    external_id: str | None = None
    digest: str | None = None
    version: int = 1


@frozen
class Product:
    """Something sold, at a list price."""

    id: str
    name: str
    category: str | None = None
    price: Money | None = None
    source: str | None = None
    external_id: str | None = None
    digest: str | None = None
    version: int = 1
