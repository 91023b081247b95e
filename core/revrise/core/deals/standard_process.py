"""The process a new organisation starts with; it may change its copy."""

from revrise.core.deals.criterion import Criterion
from revrise.core.deals.process import SalesProcess, State

_OWNER = Criterion("owner", "field", "owner_id", "a rep owns it", "已有负责人")
_ACCOUNT = Criterion("account", "field", "account_id", "account known", "已关联客户")
_PAIN = Criterion("pain", "evidence", "pain", "pain confirmed by the buyer", "客户痛点已确认")
_VALUE = Criterion("value", "positive", "value", "amount above zero", "金额大于零")
_BUYER = Criterion(
    "economic-buyer", "evidence", "economic_buyer", "economic buyer named", "已确认决策人"
)
_REASON = Criterion("lost-reason", "field", "lost_reason", "reason for the loss", "输单原因")

STANDARD = SalesProcess(
    id="standard",
    name="Standard",
    states=(
        State("LeadIn", "Lead in", "线索进入", 0.05, max_days=14, exit=(_OWNER,)),
        State("Discovery", "Discovery", "需求挖掘", 0.15, max_days=30, exit=(_ACCOUNT, _PAIN)),
        State("TechnicalDemo", "Technical demo", "技术演示", 0.35, max_days=30),
        State("Proposal", "Proposal", "方案报价", 0.55, max_days=30, entry=(_VALUE,)),
        State("Closing", "Closing", "商务成交", 0.75, max_days=30, entry=(_BUYER,)),
        State("ClosedWon", "Closed won", "赢单", 1.0, outcome="won", entry=(_VALUE,)),
        State("ClosedLost", "Closed lost", "输单", 0.0, outcome="lost", entry=(_REASON,)),
    ),
    moves={
        "LeadIn": ("Discovery", "ClosedLost"),
        "Discovery": ("TechnicalDemo", "Proposal", "ClosedLost"),
        "TechnicalDemo": ("Discovery", "Proposal", "ClosedLost"),
        "Proposal": ("TechnicalDemo", "Closing", "ClosedLost"),
        "Closing": ("Proposal", "ClosedWon", "ClosedLost"),
        "ClosedWon": (),
        "ClosedLost": (),
    },
)
