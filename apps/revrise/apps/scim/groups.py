"""Groups: between what SCIM says and what the services take."""

from typing import Any

from scim2_models import InvalidValueException, Meta, Reference

from revrise.apps.scim.models import Group, Member
from revrise.core.identity.provisioning import ScimGroup
from revrise.services.provisioning.groups import GroupSaid


def etag(group: ScimGroup) -> str:
    """Of a version."""
    return f'W/"{group.version}"'


def shown(group: ScimGroup, base: str) -> Group:
    """A group as a directory reads it."""
    return Group(
        id=group.id,
        external_id=group.outside_id,
        display_name=group.name,
        members=[
            Member(value=one, ref=Reference(f"{base}/Users/{one}"), type=Member.Type.user)
            for one in group.members
        ]
        or None,
        meta=Meta(resource_type="Group", location=f"{base}/Groups/{group.id}", version=etag(group)),
    )


def said(group: Any) -> GroupSaid:
    """What the services take. Raises for a group in a group, which is not understood."""
    members = group.members or []
    if any(one.type not in (None, Member.Type.user) for one in members):
        raise InvalidValueException(detail="a group cannot be in a group here")
    if any(not one.value for one in members):
        raise InvalidValueException(detail="a member needs a value")
    return GroupSaid(group.display_name or "", group.external_id, tuple(x.value for x in members))
