"""Who a request comes from."""

from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from attrs import frozen

from revrise.core.bilingual import Language
from revrise.core.governance.actor import Actor

if TYPE_CHECKING:
    from litestar.connection import ASGIConnection


@frozen
class Principal:
    """A person who proved who they are. `via` is session | key.

    `credential_id` names the session or key, so that it can be revoked; `csrf` is the token that
    forms of a session have to carry; `team` is the name of theirs, empty without one.
    `scopes` are what a key is narrowed to; none: whatever the person may.
    """

    actor: Actor
    name: str
    locale: Language
    via: str = "session"
    credential_id: str = ""
    csrf: str = ""
    read_only: bool = False
    team: str = ""
    scopes: tuple[str, ...] = ()


class Authenticator(Protocol):
    """Finds the principal of a request."""

    def principal(self, connection: "ASGIConnection[Any, Any, Any, Any]") -> Principal | None:
        """None where the request carries no valid credential."""
        ...


@runtime_checkable
class Quick(Authenticator, Protocol):
    """One that may have to ask a database, and says so beforehand."""

    def quick(self, connection: "ASGIConnection[Any, Any, Any, Any]") -> bool:
        """Whether `principal` answers from memory; else it is asked in a thread."""
        ...
