"""Whoever guesses is locked out; whoever is guessed at is not, and can be let in again."""

import pytest
from tests.services.conftest import TENANT
from tests.services.identity_world import CHEAP, OTHER, WORD, Identity, identity

from revrise.adapters.identity.argon2 import Argon2Passwords
from revrise.adapters.identity.tokens import SystemTokens
from revrise.core.errors import Refused
from revrise.core.identity.session import Session
from revrise.core.identity.throttle import Locked
from revrise.core.people.person import Person
from revrise.services.identity.accounts import AcceptInvitation, SetPassword
from revrise.services.identity.sign_in import LogIn, SignIn

__all__ = ["identity"]


def failing(identity: Identity, times: int, login: str = "nina@example.org") -> None:
    """Somebody guesses, as often as they are let."""
    for _ in range(times):
        with pytest.raises(Refused):
            identity.log_in(login, "wrong password here", address="203.0.113.9")


def mark(identity: Identity, token: str) -> str:
    """What the browser of a session is known by."""
    return next(one.mark for one in identity.world.all(Session) if token.startswith(one.id))


def test_who_guesses_for_hours_does_not_keep_somebody_out_of_a_browser_they_know(
    identity: Identity,
) -> None:
    token = identity.log_in()
    known = mark(identity, token)
    identity.sign_in.log_out(token)
    for _ in range(4 * 4):
        failing(identity, 6)
        identity.pass_time(minutes=15)
    failing(identity, 1)
    with pytest.raises(Locked):
        identity.log_in()
    assert identity.credentials.of_session(identity.log_in(known=known, address="203.0.113.9"))
    # It opened this browser, not the name.
    with pytest.raises(Locked):
        identity.log_in()


def test_a_known_browser_has_its_own_count_and_knows_its_own_person(identity: Identity) -> None:
    known = mark(identity, identity.log_in())
    identity.world.put(Person("olga", "Olga", "olga@example.org", "north"))
    identity.accounts.set_password(SetPassword("olga", OTHER), identity.world.by(None))
    failing(identity, 6, "olga@example.org")
    for forged in (known, known[:-1] + "0", known.partition(".")[0], f"{known}.x", "x" * 500):
        with pytest.raises(Locked):
            identity.log_in("olga@example.org", OTHER, known=forged)
    for expected in [Refused] * 5 + [Locked]:
        with pytest.raises(Refused) as caught:
            identity.log_in(word="wrong password here", known=known)
        assert type(caught.value) is expected
    # Nor does who guesses in it lock the person out elsewhere.
    assert identity.log_in()
    token = identity.log_in()
    assert identity.credentials.of_session(known) is None
    assert known not in token


@pytest.mark.parametrize("way", ["unlock", "set_password", "invite"])
def test_an_administrator_ends_the_wait_which_is_audited(identity: Identity, way: str) -> None:
    failing(identity, 6)
    failing(identity, 6, "nina")
    owner, accounts = identity.world.by(None), identity.accounts
    if way == "unlock":
        for by in ("n1", "manager", "nina"):
            with pytest.raises(Refused):
                accounts.unlock("nina", identity.world.by(by))
        accounts.unlock("nina", owner)
    elif way == "set_password":
        accounts.set_password(SetPassword("nina", WORD), owner)
    else:
        accounts.accept(AcceptInvitation(accounts.invite("nina", owner).token, WORD))
    assert (
        identity.world.audited[-1]
        == {
            "unlock": "account.unlocked",
            "set_password": "account.password_set",
            "invite": "account.invitation_accepted",
        }[way]
    )
    assert identity.log_in()
    assert identity.log_in("nina")


class Counted(Argon2Passwords):
    """Remembers what it was asked, to compare work and not time."""

    def __init__(self) -> None:
        super().__init__(CHEAP)
        self.tried: list[bool] = []

    def verify(self, password: str, hashed: str | None) -> bool:
        self.tried.append(hashed is not None)
        return super().verify(password, hashed)


def test_one_hash_is_tried_for_every_name_whether_anybody_has_it(identity: Identity) -> None:
    identity.world.put(Person("gone", "Gone", "gone@example.org", active=False))
    counted = Counted()
    door = SignIn(identity.world.desk, TENANT, counted, SystemTokens())
    for login in ("nina@example.org", "nobody@example.org", "gone@example.org", ""):
        with pytest.raises(Refused):
            door.log_in(LogIn(login, "wrong password here"))
    assert counted.tried == [True, False, False, False]
    entries = [one for one in identity.world.audited if one == "session.refused"]
    assert len(entries) == 4
