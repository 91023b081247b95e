"""What RevRise understands of SCIM's users and groups; everything else a directory says is dropped.

These classes are also what /Schemas tells, so nothing is promised that is not kept. Importing this
module needs the extra `scim`; nothing outside this package does.
"""

from typing import Annotated, Any

from pydantic import EmailStr, Field
from scim2_models import (
    URN,
    AuthenticationScheme,
    Bulk,
    CaseExact,
    ChangePassword,
    ComplexAttribute,
    ETag,
    ExtensibleStringEnum,
    Extension,
    Filter,
    Mutability,
    Patch,
    Reference,
    Required,
    Resource,
    ResourceType,
    ScimPolicy,
    ServiceProviderConfig,
    Sort,
    Uniqueness,
)

MOST = 500
# Directories send more than we keep, and Entra removes a member by its value.
TOLERANT = ScimPolicy(
    unknown=ScimPolicy.Unknown.ignore,
    remove_value_as_filter=ScimPolicy.RemoveValue.apply,
    unmatched_path_filter=ScimPolicy.UnmatchedPathFilter.create,
)
_READ = Mutability.read_only


class Name(ComplexAttribute):
    """The parts of a name."""

    family_name: str | None = None
    given_name: str | None = None


class Email(ComplexAttribute):
    """The one address that is kept."""

    class Type(ExtensibleStringEnum):
        """What it is for."""

        work = "work"

    value: EmailStr | None = None
    type: Type | None = None


class Membership(ComplexAttribute):
    """A group somebody is in."""

    value: Annotated[str | None, _READ, CaseExact.true] = None
    ref: Annotated[Reference["Group"] | None, _READ] = Field(
        None, serialization_alias="$ref", validation_alias="$ref"
    )
    display: Annotated[str | None, _READ] = None


class Enterprise(Extension):
    """Of the enterprise extension: the department, which is kept and shown, and gives nothing."""

    __schema__ = URN("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User")

    department: str | None = None


class BaseUser(Resource[Any]):
    """A person."""

    __schema__ = URN("urn:ietf:params:scim:schemas:core:2.0:User")

    user_name: Annotated[str | None, Uniqueness.server, Required.true] = None
    name: Name | None = None
    display_name: str | None = None
    preferred_language: str | None = None
    active: bool | None = None
    emails: list[Email] | None = None
    groups: Annotated[list[Membership] | None, _READ] = None


class Member(ComplexAttribute):
    """Somebody in a group; groups in groups are not understood."""

    class Type(ExtensibleStringEnum):
        """What a member is."""

        user = "User"

    value: Annotated[str | None, Mutability.immutable, CaseExact.true] = None
    ref: Annotated[Reference["User"] | None, Mutability.immutable] = Field(
        None, serialization_alias="$ref", validation_alias="$ref"
    )
    type: Annotated[Type | None, Mutability.immutable] = None


class Group(Resource[Any]):
    """A group."""

    __schema__ = URN("urn:ietf:params:scim:schemas:core:2.0:Group")

    display_name: Annotated[str | None, Required.true, Uniqueness.server] = None
    members: list[Member] | None = None


User: Any = BaseUser.__class_getitem__(Enterprise)


def config() -> ServiceProviderConfig:
    """What of SCIM there is."""
    return ServiceProviderConfig(
        patch=Patch(supported=True),
        bulk=Bulk(supported=False, max_operations=0, max_payload_size=0),
        filter=Filter(supported=True, max_results=MOST),
        change_password=ChangePassword(supported=False),
        sort=Sort(supported=True),
        etag=ETag(supported=True),
        authentication_schemes=[
            AuthenticationScheme(
                type=AuthenticationScheme.Type.oauthbearertoken,
                name="Provisioning token",
                description="A token of the administration, in the header Authorization: Bearer.",
                primary=True,
            )
        ],
    )


def resource_types() -> list[ResourceType]:
    """Users and groups."""
    user, group = ResourceType.from_resource(User), ResourceType.from_resource(Group)
    return [user, group]


def schemas() -> list[Any]:
    """What is understood of each, as /Schemas tells it."""
    return [BaseUser.to_schema(), Enterprise.to_schema(), Group.to_schema()]
