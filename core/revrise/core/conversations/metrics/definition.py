"""What a metric means: a versioned definition, and why it may have no value."""

from attrs import frozen

from revrise.core.conversations.metrics.metric import Basis, Metric
from revrise.core.conversations.transcript import Side

# Reason → what it says to a reader, in English and Chinese.
REASONS: dict[str, tuple[str, str]] = {
    "no_timing": ("the transcript has no times", "转写没有时间"),
    "no_speech": ("nobody says anything", "没有人说话"),
    "no_seller": ("no speaker is known to be the seller", "不知道谁是销售"),
    "no_buyer": ("no speaker is known to be the buyer", "不知道谁是客户"),
    "one_side": ("only one side speaks", "只有一方说话"),
    "too_short": ("too little speech to measure", "内容太少，无法衡量"),
    "no_questions": ("that side asks nothing", "该方没有提问"),
    "no_gaps": ("the seller never answers after a pause", "销售没有在停顿后回应"),
    "no_feeling": ("the buyer uses no word of the lexicon", "客户没有用到词库中的词"),
    "no_topics": ("no topic is required", "没有要求的话题"),
    "no_objections": ("the buyer objects to nothing", "客户没有异议"),
    "not_listened": (
        "it was not gone through, or may not be coached on",
        "未检查，或未同意辅导",
    ),
    "no_reply": ("the buyer does not come back on any objection", "客户没有再回应异议"),
}

# What the name of a metric ends with that is measured of a side.
SUFFIXES: tuple[tuple[Side, str], ...] = (("seller", ""), ("buyer", "_buyer"))
THIRDS = (("first", "前"), ("middle", "中"), ("last", "后"))


@frozen
class Definition:
    """Says how a number came about; changing the formula means a new version.

    `title_*` are for people; `formula` and `minimum` (the least data) are sentences; `reasons`
    are the keys of `REASONS` for which there is no value. `main` is the variant a metric's bare
    name stands for.
    """

    name: str
    variant: str
    unit: str
    title_en: str
    title_zh: str
    formula: str
    minimum: str
    reasons: tuple[str, ...] = ()
    main: bool = True
    version: int = 1

    @property
    def id(self) -> str:
        """`name/variant@version`."""
        return f"{self.name}/{self.variant}@{self.version}"

    @property
    def key(self) -> str:
        """The key of the metric in an analysis."""
        return self.name if self.main else f"{self.name}/{self.variant}"

    def of(self, value: float, basis: Basis, n: int) -> Metric:
        """A measured value."""
        return Metric(self.id, self.unit, value, basis, n)

    def null(self, reason: str, basis: Basis, n: int = 0) -> Metric:
        """No value. Raises ValueError for a reason the definition does not list."""
        if reason not in self.reasons:
            raise ValueError(f"{self.id} never lacks a value because of {reason}")
        return Metric(self.id, self.unit, None, basis, n, reason)
