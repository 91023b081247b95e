"""The policy as text, compared, looked through, tested."""

from datetime import datetime
from typing import Annotated, Any

from msgspec import Meta

from revrise.apps.api.views.common import Command, Free, Id, View

Name = Annotated[str, Meta(min_length=1, max_length=64)]
PolicyText = Annotated[
    str,
    Meta(
        max_length=1_000_000,
        description="TOML: [[role]] and [[rule]] blocks.",
        examples=["[[rule]]\nwho = 'rep'\nmay = 'read'\non = 'deal'\nwhere = 'in_range'\n"],
    ),
]


class PolicyRule(View):
    """One line of policy."""

    role: str
    resource: str
    action: str
    rule: str
    columns: str
    effect: str


class PolicyRules(View):
    """The policy in its order."""

    items: list[PolicyRule]


class ExplainQuery(Command):
    """Which action on what."""

    resource: Annotated[Name, Meta(examples=["deal"])]
    action: Annotated[Name, Meta(examples=["read"])] = "read"


class Explained(View):
    """Whether you may, on which rows and columns, by which policy lines."""

    person: str
    roles: list[str]
    resource: str
    action: str
    allowed: bool
    because: list[str]
    rows: str | None = None
    columns: list[str] | None = None


class PolicyRole(View):
    """A set of permissions under a name."""

    name: str
    title_en: str
    title_zh: str
    inherits: list[str]
    range: Annotated[str, Meta(description="own, team, subtree or all.")]


class Policy(View):
    """The policy in force; without a stored one, its version is 0."""

    version: int
    text: str
    roles: list[PolicyRole]
    rules: list[PolicyRule]


class ApplyPolicy(Command):
    """A whole policy in place of the one of `version`."""

    text: PolicyText
    version: Annotated[int, Meta(ge=0, description="The one it was made from.", examples=[1])]
    note: Annotated[str, Meta(max_length=500)] = ""


class ProposedPolicy(Command):
    """A policy to look at before it is applied."""

    text: PolicyText


class Opening(View):
    """What a role may do before and after, by the lines that say so; empty: it may not."""

    role: str
    resource: str
    action: str
    before: list[str]
    after: list[str]


class PolicyDiff(View):
    """What would be different."""

    added: list[PolicyRule]
    removed: list[PolicyRule]
    roles_added: list[str]
    roles_removed: list[str]
    roles_changed: list[str]
    openings: list[Opening]
    people: Annotated[Free, Meta(description="How many active people hold each role concerned.")]


class PreviewPolicy(Command):
    """Whose eyes to look through; with a text, under that policy."""

    person_id: Id
    text: PolicyText | None = None


class Sight(View):
    """What somebody may do with a resource; rows are null where there are none to read."""

    resource: str
    actions: list[str]
    rows: int | None
    total: int | None
    columns: list[str]
    masked: list[str]
    hidden: list[str]
    where: str


class Preview(View):
    """What somebody would see, in figures."""

    person_id: str
    name: str
    roles: list[str]
    sights: list[Sight]


class TestPolicy(Command):
    """A table of expectations; with a policy, against that one."""

    __test__ = False

    table: Annotated[
        str,
        Meta(
            max_length=1_000_000,
            examples=["[[expect]]\nwho = 'rep'\nmay = 'read'\non = 'audit'\nanswer = 'no'\n"],
        ),
    ]
    text: PolicyText | None = None


class Tested(View):
    """An expectation by its number, and what was wrong; empty where it held."""

    number: int
    may: str
    on: str
    who: str
    wrong: str
    because: list[str]


class TestedAll(View):
    """Every expectation of a table."""

    __test__ = False

    held: bool
    items: list[Tested]


class PolicyChange(View):
    """What the policy was at a version."""

    version: int
    at: datetime
    by_id: str
    note: str
    text: str


class PolicyChanges(View):
    """The newest first."""

    items: list[PolicyChange]


class RestorePolicy(Command):
    """`version` is the one in force, that is replaced."""

    version: Annotated[int, Meta(ge=0, examples=[2])]


class PolicyVersion(View):
    """The version a change made."""

    version: Any
