"""Texts that do not say their encoding: GB18030 of the mainland, Big5 of Taiwan and Hong Kong.

GB18030 accepts nearly any bytes, and many bytes are both. A reading is believed where its
characters are those everybody writes: of GB 2312, or of the first level of Big5. Of two readings
the one counts that has the commonest characters of speech: a third of what people say, next to
none of what is misread, Korean and Japanese among it.
"""

import re
from contextlib import suppress

from attrs import frozen

from revrise.core.errors import Invalid

AS_UTF8 = "save the file as UTF-8 and try again"
_SAMPLE = 20_000
_EVERYDAY = 0.8
_PLAIN = 0.2
_OFTEN, _TIMES, _SELDOM, _ENOUGH = 0.1, 3, 0.05, 100
_COMMON = frozenset(
    "的一是不了我你他在有个個们們这這那就人来來说說到要会會么麼什时時大为為上以可好都没沒还還"
    "去看想也得下对對能很和问問后後吧吗嗎呢啊价價请請谢謝您给給用因所如果样樣现現觉覺点點做多少"
)
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f]")
_BIG5_PUNCTUATION, _BIG5_FIRST_LEVEL = (0xA140, 0xA2FE), (0xA440, 0xC67E)


@frozen
class _Reading:
    """A text as one encoding reads it; `foreign` are its characters beyond ASCII, or many."""

    text: str
    foreign: str
    everyday: float
    """Share of the characters that everybody writes."""

    @property
    def common(self) -> float:
        """Share of the commonest characters."""
        return sum(map(_COMMON.__contains__, self.foreign)) / len(self.foreign)

    @property
    def believed(self) -> bool:
        """Many characters of which hardly one is common are no Chinese."""
        told = len(self.foreign) < _ENOUGH or self.common >= _SELDOM
        return self.everyday >= _EVERYDAY and told


def text_of(raw: bytes, where: str) -> str:
    """Bytes that are no UTF-8. Raises Invalid at `where` for neither, and for both."""
    believed = [one for one in (_gb18030(raw), _big5(raw)) if one and one.believed]
    if not believed:
        problem = "neither UTF-8, UTF-16, GB18030 nor Big5"
        raise Invalid(problem, culprit=where, remedy=AS_UTF8)
    *others, best = sorted(believed, key=lambda one: one.common)
    if others and (best.common < _OFTEN or others[0].common * _TIMES > best.common):
        raise Invalid("can be read as GB18030 and as Big5", culprit=where, remedy=AS_UTF8)
    return best.text


def utf16(raw: bytes) -> str | None:
    """UTF-16 without a mark: the byte order that gives a text; None where neither does."""
    found = [text for order in ("utf-16-le", "utf-16-be") if (text := _ordered(raw, order))]
    return found[0] if len(found) == 1 else None


def _ordered(raw: bytes, order: str) -> str:
    """Empty where it has no lines, too little is ASCII or everyday Chinese, or some is no text."""
    with suppress(UnicodeDecodeError):
        text = raw.decode(order)
        plain = sum(char.isascii() or char in _COMMON for char in text[:_SAMPLE])
        if plain > _PLAIN * min(len(text), _SAMPLE) and "\n" in text and not _NO_TEXT.search(text):
            return text
    return ""


def peek(head: bytes) -> str:
    """As far as it can be told; never raises."""
    texts = [head.decode(encoding, "ignore") for encoding in ("gb18030", "cp950")]
    return max(texts, key=lambda text: sum(map(_COMMON.__contains__, text)))


def _gb18030(raw: bytes) -> _Reading | None:
    text, foreign = _decoded(raw, "gb18030")
    everyday = len(foreign.encode("gb2312", "ignore")) // 2
    return _Reading(text, foreign, everyday / len(foreign)) if foreign else None


def _big5(raw: bytes) -> _Reading | None:
    text, foreign = _decoded(raw, "cp950", "big5hkscs")
    everyday = sum(map(_first_level, foreign))
    return _Reading(text, foreign, everyday / len(foreign)) if foreign else None


def _first_level(char: str) -> bool:
    code = int.from_bytes(char.encode("cp950", "ignore"))
    return any(least <= code <= most for least, most in (_BIG5_PUNCTUATION, _BIG5_FIRST_LEVEL))


def _decoded(raw: bytes, *encodings: str) -> tuple[str, str]:
    """The text by the first encoding it fits, and what of its beginning is not ASCII."""
    for encoding in encodings:
        with suppress(UnicodeDecodeError):
            text = raw.decode(encoding)
            foreign = [char for char in text[:_SAMPLE] if not char.isascii()]
            return text, "".join(foreign or [char for char in text if not char.isascii()])
    return "", ""
