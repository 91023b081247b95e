"""Somebody with a password, and the services of identity around them."""

from datetime import timedelta
from typing import Any

import pytest
from attrs import frozen
from tests.services.conftest import TENANT, World

from revrise.adapters.identity.argon2 import Argon2Passwords
from revrise.adapters.identity.guesses import ZxcvbnGuesses
from revrise.adapters.identity.tokens import SystemTokens
from revrise.core.people.person import Person
from revrise.services.identity.accounts import Accounts, SetPassword
from revrise.services.identity.credentials import Credentials
from revrise.services.identity.keyring import KeyRing
from revrise.services.identity.sign_in import LogIn, SignIn

WORD, OTHER = "correct horse battery staple", "tangerine orbit cello 41"
CHEAP = {"time_cost": 1, "memory_cost": 8, "parallelism": 1}
NINA = Person("nina", "Nina", "Nina@example.org", "north")


@frozen
class Identity:
    """The services of identity in a world where Nina has a password."""

    world: World
    sign_in: SignIn
    accounts: Accounts
    credentials: Credentials
    keys: KeyRing

    def log_in(self, login: str = "nina@example.org", word: str = WORD, **more: Any) -> str:
        """The token of a new session."""
        return self.sign_in.log_in(LogIn(login, word, **more)).token

    def pass_time(self, **span: Any) -> None:
        self.world.desk.clock.advance(timedelta(**span))


@pytest.fixture
def identity(world: World) -> Identity:
    desk, passwords, tokens = world.desk, Argon2Passwords(CHEAP), SystemTokens()
    world.put(NINA)
    made = Identity(
        world,
        SignIn(desk, TENANT, passwords, tokens),
        Accounts(desk, TENANT, passwords, tokens, ZxcvbnGuesses()),
        Credentials(desk, TENANT),
        KeyRing(desk, tokens),
    )
    made.accounts.set_password(SetPassword("nina", WORD), world.by(None))
    return made
