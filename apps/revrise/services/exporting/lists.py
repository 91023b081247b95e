"""The lists people take away as a file, with what their columns are called."""

from collections.abc import Mapping
from typing import Any

from attrs import field, frozen

from revrise.core.bilingual import Bilingual
from revrise.core.conversations.call import Call
from revrise.core.deals.account import Account
from revrise.core.deals.deal import Deal
from revrise.core.governance.rule import ALWAYS, All, Rule, where
from revrise.core.governance.scope import Scope
from revrise.core.learning.course import Course
from revrise.core.learning.enrolment import Enrolment
from revrise.core.people.organisation import Team
from revrise.core.people.person import Person
from revrise.core.rewards.posting import LedgerPosting
from revrise.ports.query import Query
from revrise.services.exporting.service import Export

_NAMED: Mapping[str, tuple[type[Any], str, str]] = {
    "owner_id": (Person, "person", "name"),
    "person_id": (Person, "person", "name"),
    "team_id": (Team, "team", "name"),
    "account_id": (Account, "account", "name"),
    "deal_id": (Deal, "deal", "name"),
    "course_id": (Course, "course", "title"),
}
_WORDS: Mapping[str, Bilingual] = {
    name: Bilingual(en, zh)
    for name, en, zh in (
        ("id", "Id", "编号"), ("name", "Name", "名称"), ("title", "Title", "标题"),
        ("stage", "Stage", "阶段"), ("outcome", "Outcome", "结果"),
        ("product", "Product", "产品"), ("value", "Value", "金额"),
        ("value_currency", "Currency", "币种"), ("owner_id", "Owner", "负责人"),
        ("person_id", "Person", "人员"), ("team_id", "Team", "团队"),
        ("account_id", "Account", "客户"), ("deal_id", "Deal", "商机"),
        ("next_step", "Next step", "下一步"), ("next_step_at", "Next step due", "下一步期限"),
        ("opened_at", "Opened (UTC)", "开启时间（UTC）"),
        ("closed_at", "Closed (UTC)", "关闭时间（UTC）"),
        ("started_at", "Began (UTC)", "开始时间（UTC）"), ("language", "Language", "语言"),
        ("state", "State", "状态"), ("duration_ms", "Length (ms)", "时长（毫秒）"),
        ("email", "E-mail", "邮箱"), ("roles", "Roles", "角色"), ("locale", "Language", "语言"),
        ("active", "Active", "在用"), ("hired_at", "Hired (UTC)", "入职时间（UTC）"),
        ("at", "Time (UTC)", "时间（UTC）"), ("points", "Points", "积分"),
        ("rule", "Rule", "规则"), ("reason_en", "Why", "原因（英文）"),
        ("reason_zh", "Why (Chinese)", "原因"), ("course_id", "Course", "课程"),
        ("enrolled_at", "Enrolled (UTC)", "报名时间（UTC）"),
        ("due_at", "Due (UTC)", "截止（UTC）"),
        ("completed_at", "Completed (UTC)", "完成时间（UTC）"), ("score", "Score", "得分"),
    )
}  # fmt: skip


@frozen
class Listed:
    """A list: rows of a kind, its columns in their order, the filters of its page.

    `filters` says which column a parameter of the page's address is about.
    """

    kind: type[Any]
    resource: str
    columns: tuple[str, ...]
    order: tuple[tuple[str, bool], ...] = ()
    filters: Mapping[str, str] = field(factory=dict)
    only: Rule = ALWAYS

    def readable(self, scope: Scope) -> tuple[str, ...]:
        """The columns this reader ever gets."""
        return tuple(name for name in self.columns if name == "id" or scope.covers(name))

    def heads(self, columns: tuple[str, ...], language: str) -> list[str]:
        """What they are called."""
        return [_WORDS[name].of("zh" if language == "zh" else "en") for name in columns]

    def export(self, scope: Scope, rule: Rule, form: str) -> Export:
        """The rows a rule leaves, with names for ids; machines get the ids."""
        order = tuple((name, down) for name, down in self.order if scope.covers(name))
        wanted = All((self.only, rule)) if self.only != ALWAYS else rule
        named = {} if form == "csv-raw" else _NAMED
        query = Query(wanted, order, columns=self.readable(scope))
        return Export(self.kind, self.resource, query, form, named)


LISTS: Mapping[str, Listed] = {
    "deals": Listed(
        Deal, "deal",
        ("id", "name", "stage", "outcome", "product", "value", "value_currency", "owner_id",
         "team_id", "account_id", "next_step", "next_step_at", "opened_at", "closed_at"),
        (("opened_at", True),),
        {"owner": "owner_id", "team": "team_id", "product": "product", "process": "process_id"},
    ),
    "calls": Listed(
        Call, "call",
        ("id", "title", "started_at", "owner_id", "team_id", "deal_id", "account_id", "language",
         "state", "duration_ms"),
        (("started_at", True),),
        {"rep": "owner_id", "language": "language", "state": "state", "deal": "deal_id",
         "team": "team_id", "account": "account_id"},
    ),
    "people": Listed(
        Person, "person",
        ("id", "name", "email", "team_id", "roles", "locale", "active", "hired_at"),
        (("name", False),),
        {"team": "team_id"},
    ),
    "ledger": Listed(
        LedgerPosting, "ledger_entry",
        ("id", "at", "person_id", "team_id", "points", "rule", "reason_en", "reason_zh"),
        (("at", True),),
        {"person": "person_id"},
        where(wallet=True),
    ),
    "learning": Listed(
        Enrolment, "enrolment",
        ("id", "course_id", "person_id", "team_id", "state", "enrolled_at", "due_at", "score",
         "completed_at"),
        (("enrolled_at", True),),
        {"course": "course_id", "person": "person_id"},
    ),
}  # fmt: skip
