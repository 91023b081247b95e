"""One of the two languages of a report: sentences, names, amounts, ranks."""

from collections.abc import Mapping

from attrs import field, frozen

from revrise.apps.demo.company import Company
from revrise.core.bilingual import Bilingual, Language
from revrise.core.coaching.wording import HALF_WAY

_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
_TEENS = range(11, 14)
_MILLION, _WAN = 1e6, 1e4
_LONG_WEEKS = 104
_KINDS = {
    "content": Bilingual("content", "内容"),
    "course": Bilingual("course", "课程"),
    "practice": Bilingual("practice", "练习"),
    "coaching": Bilingual("coaching", "辅导"),
    "call": Bilingual("call", "通话"),
}


@frozen
class Tongue:
    """`titles` maps the company's English titles to Chinese ones."""

    language: Language
    titles: Mapping[str, str] = field(factory=dict)

    @classmethod
    def of(cls, language: Language, company: Company) -> "Tongue":
        """With the names of the company's things."""
        titles = {one.title.en: one.title.zh for one in company.courses}
        titles |= {one.title.en: one.title.zh for one in company.scenarios}
        titles |= {one.title.en: one.title.zh for one in company.assets}
        titles |= {one.name.en: one.name.zh for one in company.competencies}
        return cls(language, {**titles, HALF_WAY.en: HALF_WAY.zh, "Objection handling": "异议处理"})

    def __call__(self, en: str, zh: str) -> str:
        """The one of both that is in this language."""
        return zh if self.language == "zh" else en

    def say(self, text: Bilingual | None) -> str:
        """A text in this language; a dash for none."""
        return "–" if text is None else text.of(self.language)

    def name(self, title: str) -> str:
        """A thing's title in this language, as far as it has one."""
        return self.titles.get(title, title) if self.language == "zh" else title

    def channel(self, key: str) -> str:
        """A touch channel: its kind, then its title."""
        kind, _, title = key.partition(": ")
        shown = self.say(_KINDS.get(kind, Bilingual(kind, kind)))
        return f"{shown}{self(': ', '：')}{self.name(title)}" if title else shown

    def money(self, amounts: Mapping[str, float]) -> str:
        """Amounts of different currencies side by side, never added."""
        return " · ".join(self._amount(value, name) for name, value in amounts.items()) or "–"

    def _amount(self, value: float, currency: str) -> str:
        if self.language == "zh":
            return f"{currency} {value / _WAN:,.0f} 万"
        return f"{currency} {value / _MILLION:,.2f}M"

    def places(self, first: int, last: int) -> str:
        """A range of ranks: 3rd–7th."""
        if self.language == "zh":
            return f"第 {first} 名" if first == last else f"第 {first}–{last} 名"
        low, high = _ordinal(first), _ordinal(last)
        return low if first == last else f"{low}–{high}"

    def weeks(self, weeks: int | None) -> str:
        """When something could be told."""
        if weeks is None:
            return self("cannot tell", "无法判断")
        if weeks > _LONG_WEEKS:
            return self("cannot tell, > 2 years", "无法判断，2 年以上")
        return self(f"cannot tell, {weeks} weeks", f"无法判断，{weeks} 周")


def percent(share: float | None) -> str:
    """A share without decimals; a dash where there is none."""
    return "–" if share is None else f"{share:.0%}"


def signed(points: float | None, digits: int = 1) -> str:
    """With its sign, minus as −."""
    return "–" if points is None else f"{points:+.{digits}f}".replace("-", "−")


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in _TEENS else _ENDINGS.get(number % 10, "th")
    return f"{number}{ending}"
