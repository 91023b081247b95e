"""A person as an identity provider outside knows them."""

from collections.abc import Collection
from datetime import datetime

from attrs import frozen

from revrise.core.ids import derived


@frozen
class OutsideUser:
    """Whom a provider vouches for. `subject` is theirs for ever, an e-mail address is not."""

    issuer: str
    subject: str
    email: str = ""
    email_verified: bool = False
    name: str = ""
    locale: str = ""

    def address(self, domains: Collection[str]) -> str:
        """The e-mail address to know them by; empty without a proven one of these domains.

        No domains: any will do.
        """
        name, _, domain = self.email.strip().casefold().rpartition("@")
        if not (self.email_verified and name and domain):
            return ""
        return f"{name}@{domain}" if not domains or domain in domains else ""


@frozen
class OutsideLink:
    """Says that a person here is a subject of a provider; one for each (issuer, subject)."""

    id: str
    person_id: str
    issuer: str
    subject: str
    linked_at: datetime
    version: int = 1


def link_id(user: OutsideUser) -> str:
    """The id of the link of a provider's user."""
    return derived("lnk", user.issuer, user.subject)
