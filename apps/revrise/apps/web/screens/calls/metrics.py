"""How the talk went: eight metrics, each with its definition and the middle half of others."""

from collections.abc import Callable, Mapping

from attrs import frozen

from revrise.apps.web import formats
from revrise.apps.web.i18n import Words, marked
from revrise.core.bilingual import Language
from revrise.core.conversations.metrics.definition import REASONS, Definition
from revrise.core.conversations.metrics.definition_sources import source
from revrise.core.conversations.metrics.definitions import BY_ID, base
from revrise.core.conversations.metrics.metric import Metric
from revrise.core.conversations.metrics.spread import ENOUGH, MiddleHalf
from revrise.services.calls.page import CallPage
from revrise.services.measures.benchmark import Usual

Write = Callable[[float, Language], str]
_ROOM = 0.08


@frozen
class Kind:
    """How a metric is written: its value, its unit, and what it is of."""

    write: Write
    note: str
    unit: str = ""


def _clock(value: float, _locale: Language) -> str:
    return formats.duration(int(value))


SHOWN: Mapping[str, Kind] = {
    "talk_share": Kind(formats.percent, marked("seller ÷ all speech")),
    "longest_monologue": Kind(_clock, marked("one seller turn")),
    "longest_customer_story": Kind(_clock, marked("one buyer turn")),
    "patience": Kind(formats.number, marked("median gap before a reply"), marked("ms")),
    "questions_per_hour": Kind(formats.number, marked("by the seller"), marked("/ h")),
    "questions_open_share": Kind(formats.percent, marked("of the seller’s questions")),
    "overtalk": Kind(
        lambda value, locale: formats.percent(value, locale, 1), marked("seller over buyer")
    ),
    "sentiment": Kind(
        lambda value, locale: formats.signed(value, locale, 2), marked("text only, never voice")
    ),
}


@frozen
class Shown:
    """A metric ready for the page; `half` and `side` where others can be compared with.

    `measured` is the definition with the detectors of plugins the number rests on.
    """

    key: str
    definition: Definition
    measured: str
    text: str | None
    unit: str
    note: str
    why_empty: str
    half: MiddleHalf | None
    band: str
    low: float
    high: float
    value: float | None
    side: str
    label: str
    usual: str
    source: str


def metrics(page: CallPage, locale: Language) -> list[Shown]:
    """The metrics of a call that has been analysed, in their order."""
    return [
        _shown(key, kind, page.call.metrics[key], page, locale)
        for key, kind in SHOWN.items()
        if key in page.call.metrics and base(page.call.metrics[key].definition) in BY_ID
    ]


def _shown(key: str, kind: Kind, metric: Metric, page: CallPage, locale: Language) -> Shown:
    _, definition = Words(locale), BY_ID[base(metric.definition)]
    half = page.compared.halves.get(key) or _team(page, key)
    value = None if metric.value is None else float(metric.value)
    title = definition.title_zh if locale == "zh" else definition.title_en
    text = None if value is None else kind.write(value, locale)
    band = f"{kind.write(half.low, locale)}–{kind.write(half.high, locale)}" if half else ""
    said = f"{title} {text or formats.DASH} {kind.unit and _(kind.unit)}".rstrip()
    low, high = _ends(half, value)
    return Shown(
        key=key,
        definition=definition,
        measured=metric.definition,
        text=text,
        unit=kind.unit and _(kind.unit),
        note=_(kind.note),
        why_empty=_why(metric, locale),
        half=half,
        band=band,
        low=low,
        high=high,
        value=value,
        side=half.side(value) if half and value is not None else "",
        label=_("%(what)s, middle half %(band)s", what=said, band=band) if half else said,
        usual=_usual(page.team.usual.get(key) if page.team else None, kind, locale),
        source=source(definition),
    )


def _team(page: CallPage, key: str) -> MiddleHalf | None:
    """What is usual in the team, where too few calls are in reach to compare with."""
    usual = page.team.usual.get(key) if page.team else None
    if usual is None:
        return None
    wide = usual.high - usual.low  # of calls nobody here may see, only the quartiles are told
    ends = usual.low - wide, usual.high + wide
    return MiddleHalf(usual.low, usual.median, usual.high, *ends, usual.calls)


def _usual(usual: Usual | None, kind: Kind, locale: Language) -> str:
    """What is usual in the team, or why nobody is told."""
    _ = Words(locale)
    if usual is None:
        return _("Team, 90 days: not shown below %(least)s calls of %(least)s people", least=ENOUGH)
    return (
        _(
            "Team, 90 days: median %(median)s, middle half %(low)s–%(high)s %(unit)s, "
            "%(calls)s calls of %(people)s people",
            median=kind.write(usual.median, locale),
            low=kind.write(usual.low, locale),
            high=kind.write(usual.high, locale),
            unit=kind.unit and _(kind.unit),
            calls=usual.calls,
            people=usual.people,
        )
        .replace("  ", " ")
        .replace(" , ", ", ")
        .replace(" ，", "，")
    )


def _ends(half: MiddleHalf | None, value: float | None) -> tuple[float, float]:
    """An axis with a little room at both ends of all there is."""
    if half is None:
        return 0.0, 1.0
    known = [half.lowest, half.highest, *(() if value is None else (value,))]
    room = (max(known) - min(known) or 1.0) * _ROOM
    return min(known) - room, max(known) + room


def _why(metric: Metric, locale: Language) -> str:
    if metric.value is not None or metric.reason is None:
        return ""
    english, chinese = REASONS.get(metric.reason, (metric.reason, metric.reason))
    return chinese if locale == "zh" else english


def _calls(usual: Usual) -> int:
    return usual.calls


def compared(page: CallPage, locale: Language) -> str:
    """With what the call is compared, or why with nothing."""
    _, found = Words(locale), page.compared
    usual = max(page.team.usual.values(), key=_calls, default=None) if page.team else None
    if found.calls < ENOUGH and usual:
        return _(
            "compared with %(num)s calls of %(people)s people of the team, 90 days",
            num=usual.calls,
            people=usual.people,
        )
    if found.calls < ENOUGH:
        return _.n(
            "nothing to compare with yet: %(num)s other call in your reach, %(least)s are needed",
            "nothing to compare with yet: %(num)s other calls in your reach, %(least)s are needed",
            found.calls,
            least=ENOUGH,
        )
    if found.people == 1:
        return _("compared with %(num)s other calls of the same person", num=found.calls)
    return _(
        "compared with %(num)s calls of %(people)s people of the team, 90 days around it",
        num=found.calls,
        people=found.people,
    )
