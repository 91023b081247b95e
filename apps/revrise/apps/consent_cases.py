"""The services of consent of people without an account, put together when first asked for."""

from abc import ABC, abstractmethod
from functools import cached_property
from typing import TYPE_CHECKING

from revrise.apps.settings import Settings

if TYPE_CHECKING:
    from revrise.ports.notify import Channels
    from revrise.ports.passwords import Tokens
    from revrise.services.consent.answering import Answering
    from revrise.services.consent.asking import Asking
    from revrise.services.consent.choosing import Choosing
    from revrise.services.consent.hearing import Hearing
    from revrise.services.consent.importing import ConsentImport
    from revrise.services.consent.jurisdictions import Places
    from revrise.services.consent.mailing import Mailing
    from revrise.services.desk import Desk


class ConsentCases(ABC):
    """Asking contacts, their answers, what they heard, what is brought in, where which law is."""

    settings: Settings

    @cached_property
    @abstractmethod
    def desk(self) -> "Desk":
        """Store, policy, time and ids."""

    @cached_property
    @abstractmethod
    def tokens(self) -> "Tokens":
        """Randomness nobody can guess."""

    @cached_property
    @abstractmethod
    def channels(self) -> "Channels":
        """Channels outside the app."""

    @cached_property
    def consent_asking(self) -> "Asking":
        """Links that ask contacts."""
        from revrise.services.consent.asking import Asking

        wanted = self.settings
        mails = bool(wanted.notify.channels) and bool(wanted.server.public_url)
        return Asking(self.desk, self.tokens, lambda: mails and bool(self.channels.personal))

    @cached_property
    def consent_choosing(self) -> "Choosing":
        """Contacts and calls by name."""
        from revrise.services.consent.choosing import Choosing

        return Choosing(self.desk)

    @cached_property
    def consent_answering(self) -> "Answering":
        """The page behind a link."""
        from revrise.services.consent.answering import Answering

        return Answering(self.desk, self.settings.tenant)

    @cached_property
    def consent_mailing(self) -> "Mailing":
        """Links by e-mail."""
        from revrise.services.consent.mailing import Mailing

        wanted = self.settings
        site = wanted.server.public_url
        return Mailing(self.desk, wanted.tenant, self.channels, self.tokens, site)

    @cached_property
    def consent_import(self) -> "ConsentImport":
        """Consent that was collected elsewhere."""
        from revrise.services.consent.importing import ConsentImport

        return ConsentImport(self.desk)

    @cached_property
    def hearing(self) -> "Hearing":
        """Notices that were played."""
        from revrise.services.consent.hearing import Hearing

        return Hearing(self.desk)

    @cached_property
    def places(self) -> "Places":
        """Which rules of consent hold where."""
        from revrise.services.consent.jurisdictions import Places

        return Places(self.desk)
