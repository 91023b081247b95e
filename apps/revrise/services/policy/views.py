"""What the policy desk takes and gives."""

from collections.abc import Mapping, Sequence

from attrs import Factory, frozen

from revrise.core.governance.policy_rule import PolicyRole, PolicyRule


@frozen
class ApplyPolicy:
    """A whole policy as text. `version` is the one it was made from; `note` says why."""

    text: str
    version: int
    note: str = ""


@frozen
class StoredPolicy:
    """The policy in force, as text and taken apart."""

    version: int
    text: str
    roles: Sequence[PolicyRole]
    rules: Sequence[PolicyRule]


@frozen
class Opening:
    """A role's answer on an action before and after; empty where it may not."""

    role: str
    resource: str
    action: str
    before: Sequence[str]
    after: Sequence[str]


@frozen
class PolicyDiff:
    """What would be different: rules, roles, what each role may, and how many people have them."""

    added: Sequence[PolicyRule]
    removed: Sequence[PolicyRule]
    roles_added: Sequence[str]
    roles_removed: Sequence[str]
    roles_changed: Sequence[str]
    openings: Sequence[Opening]
    people: Mapping[str, int]

    @property
    def changes(self) -> bool:
        """Whether anything would be different."""
        roles = self.roles_added or self.roles_removed or self.roles_changed
        return bool(self.added or self.removed or roles)


@frozen
class Sight:
    """What somebody may do with one resource, how many rows that is and of how many.

    `columns` are those they read, `masked` those they read a part of, `hidden` the others.
    """

    resource: str
    actions: Sequence[str]
    rows: int | None
    total: int | None
    columns: Sequence[str]
    masked: Sequence[str]
    hidden: Sequence[str]
    where: str


@frozen
class Preview:
    """What somebody would see."""

    person_id: str
    name: str
    roles: Sequence[str]
    sights: Sequence[Sight]


@frozen
class Expectation:
    """A line of a table of expectations: whether a role or a person may do this to a row.

    `row` has the cells the rule asks for; a cell left out is a missing value. `columns` are
    columns that must be readable in it, `hidden` those that must not.
    """

    may: str
    on: str
    answer: bool
    who: str = ""
    person: str = ""
    row: Mapping[str, object] = Factory(dict)
    columns: Sequence[str] = ()
    hidden: Sequence[str] = ()


@frozen
class Tested:
    """An expectation and what came out; `wrong` is empty where it held."""

    number: int
    expected: Expectation
    wrong: str
    because: Sequence[str]
