"""Sentences the product writes into plans and agendas, said to readers in their language.

They are stored in English, because a plan is written once and read by people of both languages.
"""

import re
from collections.abc import Mapping

from revrise.core.bilingual import Bilingual, Language
from revrise.core.people.competency import FRAMEWORK

HALF_WAY = Bilingual("1:1 half-way", "中期一对一")
ONE_ON_ONE = Bilingual("1:1", "一对一")
NOT_IN_TIME = Bilingual("not finished in time", "未按期完成")
_PROMISED = Bilingual("promised: ", "已承诺：")
_LEVELS = re.compile(r"([\w-]+)(: \S+ → \S+)")
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
        return _TITLES[levels[1]].of(language) + levels[2]
    return _KNOWN[text].of(language) if text in _KNOWN else text
