"""Sentences the product writes into plans and agendas, said to readers in their language.

They are stored in English, because a plan is written once and read by people of both languages.
"""

import re
from collections.abc import Mapping
from datetime import date

from revrise.core.bilingual import Bilingual, Language
from revrise.core.people.competency import FRAMEWORK

HALF_WAY = Bilingual("1:1 half-way", "中期一对一")
ONE_ON_ONE = Bilingual("1:1", "一对一")
NOT_IN_TIME = Bilingual("not finished in time", "未按期完成")
_PROMISED = Bilingual("promised: ", "已承诺：")
_LEVELS = re.compile(r"([\w-]+): (\S+ → \S+)")
_COLON, _COMMA = Bilingual(": ", "："), Bilingual(", ", "，")
# What to listen to: the call by its title and day, or by its day alone.
_HEARD = re.compile(r"(?:(.+), )?(\d{4}-\d{2}-\d{2})", re.DOTALL)
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec"]
_TITLES = {one.id: Bilingual(one.title_en, one.title_zh) for one in FRAMEWORK}
_KNOWN: Mapping[str, Bilingual] = {one.en: one for one in (HALF_WAY, ONE_ON_ONE, NOT_IN_TIME)}


def promised(text: str) -> str:
    """A promise carried over, as an agenda keeps it."""
    return f"{_PROMISED.en}{text}"


def said(text: str, language: Language) -> str:
    """A stored text for a reader; what people wrote themselves stays as it is."""
    if text.startswith(_PROMISED.en):
        return _PROMISED.of(language) + text.removeprefix(_PROMISED.en)
    levels = _LEVELS.fullmatch(text)
    if levels and levels[1] in _TITLES:
        return f"{_TITLES[levels[1]].of(language)}{_COLON.of(language)}{levels[2]}"
    if heard := _HEARD.fullmatch(text):
        return _heard(text, heard, language)
    return _KNOWN[text].of(language) if text in _KNOWN else text


def heard(title: str, day: date) -> str:
    """A call to listen to, as a plan keeps it; without a title where part of that is hidden."""
    return f"{title}, {day:%Y-%m-%d}" if title else f"{day:%Y-%m-%d}"


def _heard(text: str, found: re.Match[str], language: Language) -> str:
    """With its day as pages write one; what looks like a day and is none stays as it is."""
    try:
        day = date.fromisoformat(found[2])
    except ValueError:
        return text
    said = Bilingual(
        f"{day.day} {_MONTHS[day.month - 1]} {day.year}",
        f"{day.year} 年 {day.month} 月 {day.day} 日",
    ).of(language)
    return f"{found[1]}{_COMMA.of(language)}{said}" if found[1] else said
