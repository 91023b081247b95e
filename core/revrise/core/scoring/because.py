"""The sentence that says why a level is what it is, in the call's language or the reader's."""

from collections.abc import Callable

from revrise.core.conversations.metrics.definition import REASONS
from revrise.core.conversations.metrics.definitions import DEFINITIONS
from revrise.core.conversations.words.language import primary
from revrise.core.scoring.bands import Bands
from revrise.core.scoring.measure import Measure, MetricBand, Sequence, TopicBand
from revrise.core.scoring.rubric import Criterion
from revrise.core.scoring.scorecard import CriterionScore

_SCORED = {
    "en": "{what}: {value}; level {level} is {band}.",
    "zh": "{what}：{value}；{level} 级：{band}。",
}
_NOT_SCORED = {
    "en": "Not scored: {why}.",
    "zh": "未评分：{why}。",
}
_WHY = {
    "en": {
        "too_short": "the call is too short",
        "no_timing": "the transcript has no times",
        "no_seller": "nobody is known to be the seller",
        "one_side": "only one side speaks",
        "not_measured": "the figure was not measured",
        "no_objections": "the buyer raised no objection",
        "no_commitments": "no next step was agreed",
        "for_people": "people score this, not the machine",
    },
    "zh": {
        "too_short": "通话太短",
        "no_timing": "文字稿没有时间信息",
        "no_seller": "不知道谁是销售方",
        "one_side": "只有一方发言",
        "not_measured": "该指标未测量",
        "no_objections": "客户没有提出异议",
        "no_commitments": "没有约定下一步",
        "for_people": "这一项由人评分，机器不评",
    },
}
_BAND = {
    "en": ("{0} or more", "{0} or less", "{0} to {1}", "below every band"),
    "zh": ("不低于 {0}", "不高于 {0}", "{0} 至 {1}", "未达到任何档位"),
}
_UNITS = {one.key: one.unit for one in DEFINITIONS}
_LONG_MS = 10_000  # from here on a length is minutes and seconds
_COUNT = {"en": "found {0}", "zh": "共 {0} 次"}
_SHARE = {"en": "{0} of the steps", "zh": "完成步骤的 {0}"}
_COVERED = {"en": "{0} of the topics", "zh": "谈到话题的 {0}"}


def spoken(language: str) -> str:
    """`zh` for any Chinese, else `en`: the languages reasons are written in."""
    return "zh" if primary(language) == "zh" else "en"


def scored(criterion: Criterion, value: float, level: int, language: str) -> str:
    """Why a value is worth this level, in the unit of what is measured."""
    tongue = spoken(language)
    title = criterion.title.get(tongue) or next(iter(criterion.title.values()))
    measure = criterion.measure
    figure = _figures(measure)
    shown = figure(value)
    if isinstance(measure, Sequence):
        shown = _SHARE[tongue].format(shown)
    elif isinstance(measure, TopicBand):
        shown = _COVERED[tongue].format(shown)
    elif not isinstance(measure, MetricBand):
        shown = _COUNT[tongue].format(shown)
    band = _band(measure.bands, level, tongue, figure)
    return _SCORED[tongue].format(what=title, value=shown, level=level, band=band)


def not_scored(reason: str, language: str) -> str:
    """Why there is no level; a reason that no metric has is given by its code."""
    tongue = spoken(language)
    why = _WHY[tongue].get(reason) or REASONS.get(reason, (reason, reason))[tongue == "zh"]
    return _NOT_SCORED[tongue].format(why=why)


def retold(score: CriterionScore, criterion: Criterion | None, language: str) -> str:
    """Why, in another language; as it was said where a person or a model said it.

    `criterion` is what was scored, as it was then; None where nobody knows any more.
    """
    kept = any(_told(score, criterion, tongue) == score.because for tongue in ("en", "zh"))
    return (kept and _told(score, criterion, language)) or score.because


def _told(score: CriterionScore, criterion: Criterion | None, language: str) -> str:
    if score.reason is not None:
        return not_scored(score.reason, language)
    if criterion is None or score.value is None or score.level is None:
        return ""
    return scored(criterion, score.value, score.level, language)


def _band(bands: Bands, level: int, tongue: str, figure: Callable[[float], str]) -> str:
    low, high = bands.by_level.get(level, (None, None))
    floor, ceiling, between, other = _BAND[tongue]
    ends = [figure(end) for end in (low, high) if end is not None]
    if low is None and high is None:
        return other
    form = between if low is not None and high is not None else ceiling if low is None else floor
    return form.format(*ends)


def _figures(measure: Measure) -> Callable[[float], str]:
    """How the values of a measure are written: one way for the value and for its bands."""
    unit = _UNITS.get(measure.metric, "") if isinstance(measure, MetricBand) else ""
    if unit == "ms":
        ends = [end for band in measure.bands.by_level.values() for end in band if end is not None]
        return _clock if max(ends, default=0) >= _LONG_MS else _pause
    return _share if unit == "ratio" or isinstance(measure, Sequence | TopicBand) else _figure


def _clock(milliseconds: float) -> str:
    minutes, seconds = divmod(int(milliseconds) // 1_000, 60)
    return f"{minutes}:{seconds:02}"


def _pause(milliseconds: float) -> str:
    return f"{milliseconds:.0f} ms"


def _share(value: float) -> str:
    return f"{_figure(round(value * 100, 1))}%"


def _figure(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
