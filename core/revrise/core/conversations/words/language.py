"""Words and 字: which script a text is in, its tokens, how many there are.

A token is one Han (or kana) character, or one word of any other script; a number is one word.
So one count serves both languages: in Chinese it is 字 = Han characters + embedded Latin words.
"""

import re

HAN = "\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_HAN = re.compile(f"[{HAN}]+")
_WORD = rf"\d+(?:[.,:]\d+)+|[^\W_{HAN}]+(?:['’-][^\W_{HAN}]+)*"
_TOKEN = re.compile(f"[{HAN}]|{_WORD}")
_OTHER = re.compile(_WORD)  # words of any other script
_ASCII = re.compile(r"\d+(?:[.,:]\d+)+|[A-Za-z0-9]+(?:['-][A-Za-z0-9]+)*", re.ASCII)  # likewise
_NOTE = re.compile(r"\[[^\]]{0,40}\]|<[^>]{0,40}>")
_CHINESE = frozenset({"zh", "cmn", "yue", "wuu", "nan"})
_MOSTLY = 0.8
UNKNOWN = frozenset({"", "und", "auto", "mul"})
"""Primary tags that name no language, or several."""
_TAG = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8}){0,4}")


def tokens(text: str) -> list[str]:
    """Words and single Han characters, in order, as written; notes like [noise] are no words."""
    return _TOKEN.findall(_without_notes(text))


def _without_notes(text: str) -> str:
    return _NOTE.sub(" ", text) if "[" in text or "<" in text else text


def first(text: str) -> str | None:
    """The first of the tokens, None where there is none."""
    found = _TOKEN.search(_without_notes(text))
    return found.group() if found else None


def count(text: str) -> int:
    """How many tokens: words in English, 字 in Chinese."""
    text = _without_notes(text)
    if text.isascii():
        return len(_ASCII.findall(text))
    return han(text) + len(_OTHER.findall(text))


def han(text: str) -> int:
    """How many Han characters."""
    return 0 if text.isascii() else len("".join(_HAN.findall(text)))


def counts(text: str) -> tuple[int, int]:
    """How many tokens, and how many Han characters: `count` and `han` at once."""
    if text.isascii():
        return count(text), 0
    spoken = _without_notes(text)
    parts = _HAN.split(spoken)  # between runs of Han characters
    others = " ".join(parts)
    found = len(spoken) - len(others) + len(parts) - 1
    return found + len(_OTHER.findall(others)), found if spoken == text else han(text)


def has_han(text: str) -> bool:
    """Whether there is any Han character."""
    return not text.isascii() and _HAN.search(text) is not None


def is_tag(text: str) -> bool:
    """Whether it is formed like a language tag: `en`, `zh-Hant-TW`, `und`."""
    return _TAG.fullmatch(text) is not None


def primary(tag: str) -> str:
    """The primary subtag of a language tag: `zh` for zh-Hant-TW, cmn or yue; `en` for en_US."""
    subtag = tag.strip().lower().replace("_", "-").partition("-")[0]
    return "zh" if subtag in _CHINESE else subtag


def resolve(declared: str, han_count: int, token_count: int) -> str:
    """The language measured in: what the script says where it is clear, else what was declared.

    A text of which four fifths of the tokens are Han is `zh`; one declared `zh` with less than a
    fifth is `en`; any other declared tag stands; without one the majority decides.
    """
    known = primary(declared)
    known = "" if known in UNKNOWN else known
    share = han_count / token_count if token_count else None
    if share is None:
        return known or "en"
    if share >= _MOSTLY and known != "ja":
        return "zh"
    if known == "zh" and share <= 1 - _MOSTLY:
        return "en"
    return known or ("zh" if share > 1 / 2 else "en")
