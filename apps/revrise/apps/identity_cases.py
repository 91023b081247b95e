"""The services of identity, put together; each made when first asked for."""

from abc import ABC, abstractmethod
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from revrise.apps.settings import Settings

if TYPE_CHECKING:
    from revrise.ports.passwords import Passwords, Tokens
    from revrise.services.desk import Desk
    from revrise.services.health import Health
    from revrise.services.identity.accounts import Accounts
    from revrise.services.identity.credentials import Credentials
    from revrise.services.identity.keyring import KeyRing
    from revrise.services.identity.sign_in import SignIn


class IdentityCases(ABC):
    """Who somebody is, and how they prove it."""

    settings: Settings

    @cached_property
    @abstractmethod
    def desk(self) -> "Desk":
        """Store, policy, time and ids."""

    @cached_property
    @abstractmethod
    def passwords(self) -> "Passwords":
        """Hashes of passwords."""

    @cached_property
    @abstractmethod
    def tokens(self) -> "Tokens":
        """Secrets nobody can guess."""

    @cached_property
    def accounts(self) -> "Accounts":
        """Passwords and invitations."""
        from revrise.services.identity.accounts import Accounts

        return Accounts(self.desk, self.settings.tenant, self.passwords, self.tokens)

    @cached_property
    def sign_in(self) -> "SignIn":
        """Logging in and out."""
        from revrise.services.identity.sign_in import SignIn

        lifetime = timedelta(days=self.settings.server.login_days)
        return SignIn(self.desk, self.settings.tenant, self.passwords, self.tokens, lifetime)

    @cached_property
    def credentials(self) -> "Credentials":
        """Whose a session or key is."""
        from revrise.services.identity.credentials import Credentials

        idle = timedelta(minutes=self.settings.server.idle_minutes)
        return Credentials(self.desk, self.settings.tenant, idle)

    @cached_property
    def health(self) -> "Health":
        """What waits."""
        from revrise.services.health import Health

        return Health(self.desk, self.settings.tenant)

    @cached_property
    def keyring(self) -> "KeyRing":
        """Sessions and keys, to see and to end."""
        from revrise.services.identity.keyring import KeyRing

        return KeyRing(self.desk, self.tokens)
