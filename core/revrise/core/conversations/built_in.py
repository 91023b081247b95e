"""What listens to every call without a plugin, as it is shown to people."""

from collections.abc import Mapping
from types import MappingProxyType

from attrs import frozen

from revrise.core.bilingual import Bilingual
from revrise.core.conversations.topic_phrases import TITLES

_NONE: Mapping[str, Bilingual] = MappingProxyType({})


@frozen
class BuiltIn:
    """A built-in detector; it changes with RevRise, and the metrics' definitions say how.

    `kind` of the moments it finds, `labels` their categories. `languages` as in a
    `DetectorDefinition`: none means all.
    """

    kind: str
    label: Bilingual
    about: Bilingual
    labels: Mapping[str, Bilingual] = _NONE
    languages: tuple[str, ...] = ("en", "zh")


_OBJECTIONS = {
    "price": Bilingual("Price", "价格"),
    "timing": Bilingual("Timing", "时机"),
    "authority": Bilingual("Authority", "决策权"),
    "need": Bilingual("No need", "没有需求"),
    "competitor": Bilingual("Competitor", "竞品"),
    "trust": Bilingual("Trust", "信任"),
    "product": Bilingual("Product", "产品"),
    "contract": Bilingual("Contract", "合同"),
}
BUILT_INS = (
    BuiltIn(
        "question",
        Bilingual("Question", "提问"),
        Bilingual("A line asks something, with or without a mark.", "一句话在提问，有无问号皆可。"),
        {"open": Bilingual("Open", "开放式"), "closed": Bilingual("Closed", "封闭式")},
    ),
    BuiltIn(
        "objection",
        Bilingual("Objection", "异议"),
        Bilingual("The buyer says no, or why not.", "买方拒绝，或说出不买的理由。"),
        _OBJECTIONS,
    ),
    BuiltIn(
        "commitment",
        Bilingual("Promise", "承诺"),
        Bilingual("Somebody agrees a next step.", "有人约定了下一步。"),
        {"next_step": Bilingual("Next step", "下一步")},
    ),
    BuiltIn(
        "closing",
        Bilingual("Closing", "推进成交"),
        Bilingual("The seller asks for the deal or a next step.", "销售请对方成交或约下一步。"),
        {"attempt": Bilingual("Attempt", "尝试")},
    ),
    BuiltIn(
        "tracker",
        Bilingual("Tracker", "追踪词"),
        Bilingual("What your trackers listen for.", "追踪词所监听的内容。"),
        languages=(),
    ),
    BuiltIn(
        "topic",
        Bilingual("Topic", "话题"),
        Bilingual("What a stretch of the call is about.", "通话的一段在谈什么。"),
        TITLES,
    ),
)
