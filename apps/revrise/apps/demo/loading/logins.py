"""Passwords for one person of each role and language, so that the demo can be looked around in."""

from collections.abc import Iterator

from attrs import frozen

from revrise.apps.assembly import RevRise
from revrise.apps.demo.company import Company
from revrise.core.bilingual import Language
from revrise.services.identity.accounts import SetPassword
from revrise.services.people.service import OWNER_ID

# No secret: it opens made-up data on the machine of whoever runs the demo.
PASSWORD = "look-around-the-demo"  # noqa: S105
ROLES = ("rep", "coach", "manager", "enablement", "admin")
LANGUAGES: tuple[Language, ...] = ("en", "zh")


@frozen
class DemoLogin:
    """Who logs in as what."""

    role: str
    language: Language
    name: str
    login: str


def logins(company: Company) -> tuple[DemoLogin, ...]:
    """One a role and language, where the company has somebody; the owner speaks English."""
    return (*_staff(company), DemoLogin("owner", "en", "Local owner", OWNER_ID))


def load_logins(app: RevRise, company: Company) -> int:
    """Sets the passwords that are not set yet; how many those were."""
    owner, done = app.actor(), 0
    for one in logins(company):
        person_id = app.people.find(one.login, owner)
        if not app.accounts.has_password(person_id):
            app.accounts.set_password(SetPassword(person_id, PASSWORD), owner)
            done += 1
    return done


def _staff(company: Company) -> Iterator[DemoLogin]:
    for role in ROLES:
        for language in LANGUAGES:
            for person in company.people:
                if role in person.roles and person.language == language:
                    yield DemoLogin(role, language, person.name, person.email)
                    break
