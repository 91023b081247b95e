"""Links to a provider outside: who sees and removes whose, and that nobody locks themselves out."""

import pytest
from attrs import frozen
from tests.services.conftest import NOW, TENANT, World

from revrise.adapters.identity.argon2 import Argon2Passwords
from revrise.adapters.identity.guesses import ZxcvbnGuesses
from revrise.adapters.identity.tokens import SystemTokens
from revrise.core.errors import NotFound, Refused
from revrise.core.identity.outside import OutsideLink
from revrise.core.identity.session import Session
from revrise.services.identity.accounts import Accounts, SetPassword
from revrise.services.identity.links import OutsideLinks
from revrise.services.identity.opening import LoggedIn, Opening, Visit

ISSUER, WORD = "https://login.acme.example", "correct horse battery staple"
CHEAP = {"time_cost": 1, "memory_cost": 8, "parallelism": 1}


@frozen
class Linked:
    """A world where n1, n2 and the administrator log in by a provider."""

    world: World
    links: OutsideLinks
    accounts: Accounts
    opening: Opening

    def session(self, person: str) -> str:
        made = self.opening.enter(person, Visit())
        assert isinstance(made, LoggedIn)
        return made.session_id

    def open_sessions(self) -> set[str]:
        return {one.id for one in self.world.all(Session) if one.ended_at is None}

    def ids(self) -> set[str]:
        return {one.id for one in self.world.all(OutsideLink)}

    def remove(self, link: str, by: str | None, keep: str = "") -> str:
        return self.links.remove(link, self.world.by(by), keep)


@pytest.fixture
def linked(world: World) -> Linked:
    world.put(
        *(
            OutsideLink(f"lnk_{who}", who, ISSUER, f"subject of {who}", NOW)
            for who in ("n1", "n2", "admin")
        )
    )
    held = Argon2Passwords(CHEAP), SystemTokens(), ZxcvbnGuesses()
    return Linked(
        world,
        OutsideLinks(world.desk, ISSUER),
        Accounts(world.desk, TENANT, *held),
        Opening(world.desk, TENANT, held[1]),
    )


def test_everybody_sees_their_own_and_administrators_those_of_others(linked: Linked) -> None:
    def seen(by: str, of: str | None = None) -> list[str]:
        return [row["id"] for row in linked.links.of(linked.world.by(by), of)]

    assert (seen("n1"), seen("n1", "n2"), seen("manager", "n1")) == (["lnk_n1"], [], [])
    assert (seen("admin", "n1"), seen("admin")) == (["lnk_n1"], ["lnk_admin"])
    row = linked.links.of(linked.world.by("n1"))[0]
    assert "subject" not in row


@pytest.mark.parametrize("by", ["n2", "coach", "manager", "enb"])
def test_what_is_hidden_is_missing(linked: Linked, by: str) -> None:
    for link in ("lnk_n1", "lnk_nobody"):
        with pytest.raises(NotFound):
            linked.remove(link, by)
    assert "lnk_n1" in linked.ids()


@pytest.mark.parametrize("who", ["n1", "admin"])
def test_one_s_own_last_way_in_is_refused_with_the_way_out(linked: Linked, who: str) -> None:
    before = linked.world.audited
    with pytest.raises(Refused) as caught:
        linked.remove(f"lnk_{who}", who)
    assert "set a password" in caught.value.remedy
    # An invitation that nobody answered yet is no way in.
    linked.accounts.invite(who, linked.world.by(None))
    with pytest.raises(Refused):
        linked.remove(f"lnk_{who}", who)
    assert linked.world.audited == [*before, "account.invited"]
    linked.accounts.set_password(SetPassword(who, WORD), linked.world.by(None))
    assert linked.remove(f"lnk_{who}", who) == who
    assert f"lnk_{who}" not in linked.ids()
    assert linked.world.audited[-1] == "outside_link.removed"


def test_another_account_of_the_provider_is_a_way_in_and_one_of_another_is_none(
    linked: Linked,
) -> None:
    linked.world.put(OutsideLink("lnk_old", "n1", "https://old.example", "s", NOW))
    with pytest.raises(Refused):
        linked.remove("lnk_n1", "n1")
    assert linked.remove("lnk_old", "n1") == "n1"
    linked.world.put(OutsideLink("lnk_more", "n1", ISSUER, "s2", NOW))
    assert linked.remove("lnk_n1", "n1") == "n1"
    with pytest.raises(Refused):
        linked.remove("lnk_more", "n1")


def test_removing_ends_the_person_s_sessions_but_the_one_it_is_done_in(linked: Linked) -> None:
    linked.accounts.set_password(SetPassword("n1", WORD), linked.world.by(None))
    here, there, other = linked.session("n1"), linked.session("n1"), linked.session("n2")
    linked.remove("lnk_n1", "n1", here)
    assert linked.open_sessions() == {here, other}
    # An administrator may take somebody's last way in: the account there may be stolen.
    linked.remove("lnk_n2", "admin")
    assert linked.open_sessions() == {here}
    assert there not in linked.open_sessions()
