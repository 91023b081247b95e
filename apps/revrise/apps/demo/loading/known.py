"""The company's ids beside ours."""

from collections.abc import Mapping

from attrs import frozen

from revrise.apps.demo.loading.writer import Writer, ids_of
from revrise.core.deals.account import Account
from revrise.core.deals.deal import Deal
from revrise.core.people.organisation import Team
from revrise.core.people.person import Person
from revrise.ports.query import Query

_COLUMNS = ("id", "external_id")


@frozen
class Known:
    """Ours by the company's; `team_of` gives a person's team, both in the company's ids."""

    people: Mapping[str, str]
    teams: Mapping[str, str]
    accounts: Mapping[str, str]
    deals: Mapping[str, str]
    team_of: Mapping[str, str | None]

    @classmethod
    def read(cls, writer: Writer) -> "Known":
        """What the sync stored."""
        query = Query(columns=_COLUMNS)
        people = writer.rows(Person, "person", Query(columns=(*_COLUMNS, "team_id")))
        return cls(
            ids_of(people),
            ids_of(writer.rows(Team, "team", query)),
            ids_of(writer.rows(Account, "account", query)),
            ids_of(writer.rows(Deal, "deal", query)),
            {row["external_id"]: row["team_id"] for row in people},
        )
