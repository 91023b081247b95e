"""What CRM columns, files and stages tend to be called, in English and Chinese."""

import re
from collections.abc import Mapping
from typing import Final

# A header that is the word counts three, one that contains it counts one.
_SAME, _WITHIN = 3, 1

FIELD_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "person": {
        "external_id": "employee id|user id|agent id|rep id|工号|员工编号",
        "name": "sales agent|agent|name|full name|rep|sales rep|employee|姓名|销售|业务员|负责人",
        "email": "email|e mail|mail|邮箱|邮件",
    },
    "product": {
        "external_id": "product id|product code|sku|stock code|item code|产品编号|商品编号",
        "name": "product|product name|name|description|item|产品|产品名称|商品名称",
        "category": "category|series|family|line|group|类别|系列|分类",
        "list_price": "price|list price|sales price|unit price|单价|价格|定价",
        "currency": "currency|币种",
    },
    "account": {
        "external_id": "account id|company id|customer id|customerid|client id|客户编号|公司编号",
        "name": "account|account name|company|company name|customer|name"
        "|客户|客户名称|公司|公司名称",
        "industry": "industry|sector|行业",
        "country": "country|office location|location|国家|地区",
        "employees": "employees|number of employees|headcount|员工数|人数|规模",
        "revenue": "revenue|annual revenue|turnover|营收|年收入|营业额",
        "parent": "parent|parent account|subsidiary of|母公司|上级客户",
    },
    "card": {
        "external_id": "contact id|lead id|联系人编号|名片编号",
        "name": "contact|contact name|name|联系人|姓名",
        "phone": "phone|mobile|telephone|tel|电话|手机|手机号",
        "email": "email|e mail|mail|邮箱|邮件",
        "account": "account|company|customer|客户|客户名称|公司",
    },
    "deal": {
        "external_id": "opportunity id|deal id|invoice no|order id|id|商机编号|商机id|订单号|编号",
        "name": "opportunity name|deal name|opportunity|deal|商机名称|商机|项目名称",
        "account": "account|account name|company|customer|customer id|client|客户|客户名称|公司",
        "card": "contact|contact id|phone|联系人|手机号|电话",
        "owner": "owner|sales agent|agent|sales rep|rep|salesperson|seller"
        "|负责人|销售|业务员|所有人",
        "product": "product|product name|item|sku|stock code|产品|产品名称|商品",
        "stage": "stage|deal stage|status|阶段|商机阶段|状态",
        "value": "amount|value|close value|deal value|unit price|金额|成交金额|预计金额|商机金额",
        "currency": "currency|币种",
        "opened_at": "created|created date|create date|engage date|open date|opened|invoice date"
        "|创建时间|创建日期",
        "closed_at": "close date|closed|closed date|won date|成交时间|成交日期|关闭时间|结束时间",
        "lost_reason": "lost reason|loss reason|丢单原因|输单原因|失败原因",
    },
}
FILE_WORDS: Final[Mapping[str, str]] = {
    "person": "team|user|agent|rep|staff|employee|people|person|人员|员工|团队",
    "product": "product|item|catalog|产品|商品",
    "account": "account|customer|company|companies|client|客户|公司",
    "card": "contact|lead|联系人|名片|线索",
    "deal": "opportunit|deal|pipeline|order|商机|机会|订单",
}
TEAM_WORDS: Final = "team|department|region|regional office|office|团队|部门|区域|大区"
MANAGER_WORDS: Final = "manager|supervisor|经理|主管|上级"
# The first word found in a stage's name decides, so the ends come first.
_STAGE_WORDS: Final = (
    ("ClosedWon", "won|赢|成交|签约"),
    ("ClosedLost", "lost|输|丢|失败|流失"),
    ("Closing", "negotiat|closing|contract|谈判|商务"),
    ("Proposal", "propos|quot|报价|方案"),
    ("TechnicalDemo", "demo|trial|演示|试用"),
    ("Discovery", "engag|qualif|discover|need|需求|跟进"),
    ("LeadIn", "prospect|lead|new|open|线索|初步|新建"),
)


def score(header: str, words: str) -> int:
    """How well a header fits the words between the bars: 3 same, 1 contains one, 0 not."""
    name, best = plain(header), 0
    for word in words.split("|"):
        if name == word:
            return _SAME
        inside = word in name if not word.isascii() else f" {word} " in f" {name} "
        best = max(best, _WITHIN * inside)
    return best


def plain(header: str) -> str:
    """Lower case words: `CustomerID` and `customer_id` are both `customer id`."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header)
    return " ".join(re.findall(r"\w+", spaced.replace("_", " ").lower()))


def names_kind(file: str, kind: str) -> bool:
    """Whether a file's name speaks of a kind."""
    return any(word in file.lower() for word in FILE_WORDS[kind].split("|"))


def stage(value: str) -> str:
    """The stage of the default sales process a value means; empty when unknown."""
    low = value.lower()
    for name, words in _STAGE_WORDS:
        if any(word in low for word in words.split("|")):
            return name
    return ""
