"""Users: between what SCIM says and what the services take."""

from typing import Any

from scim2_models import Meta, Reference

from revrise.apps.scim.models import Email, Enterprise, Membership, Name, User
from revrise.services.provisioning.books import Provisioned
from revrise.services.provisioning.users import UserSaid


def shown(one: Provisioned, base: str) -> Any:
    """A person as a directory reads them; `base` is the address of the service."""
    person, said = one.person, one.said
    made = User(
        id=person.id,
        external_id=said.outside_id,
        user_name=said.user_name,
        name=_name(said.given_name, said.family_name),
        display_name=said.display_name,
        preferred_language=said.language,
        active=person.active if said.says_active else None,
        emails=_emails(person.email if said.says_email else None),
        groups=[
            Membership(
                value=group.id, ref=Reference(f"{base}/Groups/{group.id}"), display=group.name
            )
            for group in one.groups
        ]
        or None,
        meta=Meta(resource_type="User", location=f"{base}/Users/{person.id}", version=one.etag),
    )
    if said.department:
        made[Enterprise] = Enterprise(department=said.department)
    return made


def said(user: Any) -> UserSaid:
    """What the services take."""
    name, more = user.name, user[Enterprise]
    return UserSaid(
        user.user_name or "",
        user.external_id,
        user.display_name,
        name.given_name if name else None,
        name.family_name if name else None,
        _address(user.emails or ()),
        user.active,
        user.preferred_language,
        more.department if more else None,
    )


def _name(given: str | None, family: str | None) -> Name | None:
    return Name(given_name=given, family_name=family) if given or family else None


def _emails(address: str | None) -> list[Email] | None:
    if address is None:
        return None
    # Unchecked: an address that is here already is shown as it is.
    return [Email.model_construct(value=address, type=Email.Type.work)]


def _address(emails: Any) -> str | None:
    """The one for work, else the first."""
    there = [one for one in emails if one.value]
    work = [one for one in there if one.type == Email.Type.work]
    return str((work or there)[0].value) if there else None
