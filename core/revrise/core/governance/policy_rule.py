"""What a policy is made of: roles, and rules that say what they may do."""

from collections.abc import Sequence
from datetime import datetime

from attrs import frozen

# How far a role reaches by itself, the narrowest first; `set` is given to people and teams only.
RANGES = ("own", "team", "subtree", "all")


@frozen
class PolicyRule:
    """One line of policy: a role may (or may not) act on rows of a resource, with columns.

    `resource` and `action` are names or `*`. `rule` is the row-rule language, empty for every
    row. `columns` are names separated by spaces, `*`, or `* -name …` for all but some; `name:mask`
    shows a part of the cell (see `mask`). A denial closes whole rows and leaves it `*`. `effect`
    is `allow` or `deny`. A page is a resource `page:<name>` with action `view`.
    """

    role: str
    resource: str
    action: str
    rule: str = ""
    columns: str = "*"
    effect: str = "allow"


@frozen
class PolicyRole:
    """A set of permissions under a name; it also has those of the roles it `inherits`.

    `range` is how far `in_range` reaches for who holds it, where neither the person nor their team
    has a data range of their own: own | team | subtree | all.
    """

    name: str
    title_en: str = ""
    title_zh: str = ""
    inherits: tuple[str, ...] = ()
    range: str = "own"


@frozen
class PolicyDocument:
    """A whole policy. `places` has the line of its text each rule stands on, where it has one."""

    roles: tuple[PolicyRole, ...]
    rules: tuple[PolicyRule, ...]
    text: str = ""
    places: tuple[int, ...] = ()

    def place(self, number: int) -> str:
        """How to name the rule of this number (from 1) to who wrote it."""
        if number <= len(self.places):
            return f"line {self.places[number - 1]}"
        return f"policy rule {number}"


@frozen
class PolicyChange:
    """What the policy became at a version, when, by whom and why."""

    version: int
    at: datetime
    by_id: str
    note: str
    text: str


BUILT_IN = (
    PolicyRole("rep", "Rep", "销售代表"),
    PolicyRole("coach", "Coach", "教练", range="subtree"),
    PolicyRole("manager", "Manager", "经理", range="subtree"),
    PolicyRole("enablement", "Enablement", "赋能"),
    PolicyRole("admin", "Admin", "管理员"),
    PolicyRole("owner", "Owner", "所有者", range="all"),
)


def widest(ranges: Sequence[str]) -> str:
    """The one of several ranges that reaches farthest; `own` for none."""
    return max(ranges, key=RANGES.index, default="own")
