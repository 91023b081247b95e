"""The services of identity, put together; each made when first asked for."""

from abc import ABC, abstractmethod
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from revrise.apps.settings import Settings
from revrise.core.errors import Misconfigured

if TYPE_CHECKING:
    from collections.abc import Collection

    from revrise.ports.identity import IdentityProvider
    from revrise.ports.one_time_codes import OneTimeCodes
    from revrise.ports.passwords import Guessing, Passwords, Tokens
    from revrise.services.desk import Desk
    from revrise.services.identity.accounts import Accounts
    from revrise.services.identity.credentials import Credentials
    from revrise.services.identity.factor_book import FactorBook
    from revrise.services.identity.keyring import KeyRing
    from revrise.services.identity.links import OutsideLinks
    from revrise.services.identity.outside import OutsideLogIn
    from revrise.services.identity.second_factors import SecondFactors
    from revrise.services.identity.second_step import SecondStep
    from revrise.services.identity.sign_in import SignIn
    from revrise.services.jobs.health import Health
    from revrise.services.provisioning.groups import ScimGroups
    from revrise.services.provisioning.tokens import ProvisioningTokens
    from revrise.services.provisioning.users import ScimUsers


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
    def guessing(self) -> "Guessing":
        """What is guessed first."""

    @cached_property
    @abstractmethod
    def tokens(self) -> "Tokens":
        """Secrets nobody can guess."""

    @cached_property
    @abstractmethod
    def one_time_codes(self) -> "OneTimeCodes":
        """Codes of a second factor."""

    @property
    @abstractmethod
    def resources(self) -> "Collection[str]":
        """Everything a policy, and so a key's scope, may name."""

    @cached_property
    @abstractmethod
    def identity_provider(self) -> "IdentityProvider":
        """Whom people may log in by. Raises Misconfigured where none is set."""

    @cached_property
    def accounts(self) -> "Accounts":
        """Passwords and invitations."""
        from revrise.services.identity.accounts import Accounts

        held = self.passwords, self.tokens, self.guessing
        return Accounts(self.desk, self.settings.tenant, *held)

    @cached_property
    def sign_in(self) -> "SignIn":
        """Logging in and out."""
        from revrise.services.identity.sign_in import SignIn

        lifetime = timedelta(days=self.settings.server.login_days)
        return SignIn(
            self.desk,
            self.settings.tenant,
            self.passwords,
            self.tokens,
            lifetime,
            self._second_factor_for(),
        )

    def _second_factor_for(self) -> frozenset[str]:
        """The roles that need one. Raises Misconfigured for a role there is not."""
        # A typo would leave the door open, so it is told when the server starts.
        wanted = frozenset(self.settings.identity.second_factor_for)
        known = (
            {role.name for role in self.desk.policy.roles(self.settings.tenant)}
            if wanted
            else wanted
        )
        if unknown := sorted(wanted - known):
            raise Misconfigured(
                f"there is no role {unknown[0]!r}",
                culprit="identity.second_factor_for",
                remedy=f"use {', '.join(sorted(known))}",
            )
        return wanted

    @cached_property
    def factor_book(self) -> "FactorBook":
        """Second factors as they are stored."""
        from revrise.services.identity.factor_book import FactorBook

        return FactorBook(self.desk, self.settings.tenant, self.one_time_codes)

    @cached_property
    def second_factors(self) -> "SecondFactors":
        """Second factors, to switch on and off."""
        from revrise.services.identity.second_factors import SecondFactors

        return SecondFactors(self.factor_book, self.sign_in.opening, self.passwords)

    @cached_property
    def second_step(self) -> "SecondStep":
        """The second step of a log-in."""
        from revrise.services.identity.second_step import SecondStep

        return SecondStep(self.second_factors)

    @cached_property
    def outside(self) -> "OutsideLogIn | None":
        """Logging in by a provider outside; None where none is set."""
        from revrise.services.identity.outside import OutsideLogIn, OutsideRules

        wanted = self.settings.oidc
        if not wanted.issuer:
            return None
        rules = OutsideRules(
            frozenset(domain.casefold() for domain in wanted.domains),
            wanted.match_email,
            wanted.create_people,
            tuple(wanted.roles),
            asks_more=not wanted.trust_factor,
        )
        return OutsideLogIn(self.sign_in.opening, lambda: self.identity_provider, rules)

    @cached_property
    def credentials(self) -> "Credentials":
        """Whose a session or key is."""
        from revrise.services.identity.credentials import Credentials

        idle = timedelta(minutes=self.settings.server.idle_minutes)
        return Credentials(self.desk, self.settings.tenant, idle)

    @cached_property
    def health(self) -> "Health":
        """What waits."""
        from revrise.services.jobs.health import Health

        return Health(self.desk, self.settings.tenant)

    @cached_property
    def keyring(self) -> "KeyRing":
        """Sessions and keys, to see and to end."""
        from revrise.services.identity.keyring import KeyRing

        return KeyRing(self.desk, self.tokens, self.resources)

    @cached_property
    def outside_links(self) -> "OutsideLinks":
        """Accounts of a provider that people are linked to."""
        from revrise.services.identity.links import OutsideLinks

        return OutsideLinks(self.desk, self.settings.oidc.issuer)

    @cached_property
    def provisioning_tokens(self) -> "ProvisioningTokens":
        """What the company's directory proves itself with."""
        from revrise.services.provisioning.tokens import ProvisioningTokens

        return ProvisioningTokens(self.desk, self.settings.tenant, self.tokens)

    @cached_property
    def scim_users(self) -> "ScimUsers":
        """People as the company's directory has them."""
        from revrise.services.provisioning.users import ScimUsers

        return ScimUsers(self.desk, self.settings.tenant)

    @cached_property
    def scim_groups(self) -> "ScimGroups":
        """Groups of the company's directory, and what they give."""
        from revrise.services.provisioning.groups import ScimGroups

        return ScimGroups(self.desk, self.settings.tenant)
