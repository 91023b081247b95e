"""Numbers that belong to a person: phones, bank cards, identity documents; written or read out."""

import re
from collections.abc import Iterator

from attrs import frozen

from revrise.core.governance.redaction.found import Found, Kind
from revrise.core.governance.redaction.identity_cards import identity_cards

_SPOKEN = {
    **dict(zip("零〇一二三四五六七八九幺", "001234567891", strict=True)),
    **dict(
        zip(
            ("zero", "oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
            ("0", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
            strict=True,
        )
    ),
}
_TIMES = {"double": 2, "triple": 3}
_WORD = "zero|oh|one|two|three|four|five|six|seven|eight|nine"
# One digit, however it is given; the letter X ends a Chinese identity number.
_ONE = (
    rf"(?:(?:(?:double|triple)[ -])?\b(?:{_WORD})\b|[零〇一二三四五六七八九幺]|[0-9]"
    r"|(?<=[0-9])[Xx](?![A-Za-z]))"
)
_GAP = r"(?:[ \-.()，,、·\u2013]{0,3})"
_RUN = re.compile(rf"(?:\+[ ]?)?\(?{_ONE}(?:{_GAP}{_ONE}){{6,}}(?:{_GAP}(?:[Xx叉]|艾克斯))?", re.I)
_TOKEN = re.compile(
    rf"(double|triple)[ -]({_WORD})|({_WORD})|[零〇一二三四五六七八九幺0-9Xx叉]", re.I
)
_DATE = re.compile(r"(?:19|20)\d\d[-./ ](?:0?[1-9]|1[0-2])[-./ ](?:0?[1-9]|[12]\d|3[01])")
_AMOUNT = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_SSN = re.compile(r"(?<![\d-])(?!000|666|9\d\d)\d{3}[- ]\d{2}[- ]\d{4}(?![\d-])")
_PASSPORT = re.compile(r"(?<![A-Za-z0-9])(?:[EGDSPHK]\d{8}|E[A-HJ-NP-Z]\d{7})(?![A-Za-z0-9])")
_SAID_PASSPORT = re.compile(
    r"(?:passport|护照)[^0-9。.!?]{0,28}?(?<![A-Za-z0-9])([A-Z]{0,2}\d{6,9})(?![A-Za-z0-9])",
    re.I,
)
_SAID_IDENTITY = re.compile(
    r"(?:social security|\bssn\b|身[份分]证)[^0-9。.!?]{0,28}?(?<![A-Za-z0-9])"
    r"(\d{9}|\d{15}|\d{17}[\dXx])(?![A-Za-z0-9])",
    re.I,
)
_DIGIT, _LETTERS = re.compile(r"[0-9零〇一二三四五六七八九幺]"), re.compile(r"[a-z]+")
_FEWEST = 4  # "triple eight, triple five, one two" is read with so many words
_READ_OUT = frozenset(_WORD.split("|"))
_UNITS = re.compile(r"\s*(?:元|块|万|亿|千|百|%|percent|dollars|yuan|units|users|seats)", re.I)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_BLOCK = re.compile(r"(?<!\d)\d{7,}[Xx]?(?![0-9A-Za-z])")
_CARD, _PHONE = range(13, 20), range(7, 16)


@frozen
class _Run:
    """Digits one after the other; `spoken` where some were words."""

    start: int
    end: int
    digits: str
    text: str
    spoken: bool


def numbers(text: str) -> Iterator[Found]:
    """Every number in a text that is somebody's."""
    if _digits_in(text) < _FEWEST:
        return  # most lines have none, and a page has hundreds
    for pattern in (_SSN, _PASSPORT):
        for match in pattern.finditer(text):
            yield Found(match.start(), match.end(), "identity")
    for pattern in (_SAID_PASSPORT, _SAID_IDENTITY):
        for match in pattern.finditer(text):
            yield Found(match.start(1), match.end(1), "identity")
    yield from identity_cards(text)
    for run in _runs(text):
        one = _found(run, text)
        yield from (one,) if one else filter(None, (_found(part, text) for part in _several(run)))


def _digits_in(text: str) -> int:
    """How many digits are written or said, at most."""
    words = _LETTERS.findall(text.lower())
    return len(_DIGIT.findall(text)) + sum(one in _READ_OUT for one in words)


def is_resident_id(digits: str) -> bool:
    """Whether 18 characters are a Chinese resident identity number: its check digit is right."""
    if len(digits) != 18 or not digits[:17].isdigit():  # noqa: PLR2004
        return False
    total = sum(int(one) * weight for one, weight in zip(digits[:17], _WEIGHTS, strict=True))
    return digits[17].upper() == _CHECKS[total % 11]


def is_card(digits: str) -> bool:
    """Whether digits are a bank card's number: 13 to 19 of them, right by Luhn."""
    if len(digits) not in _CARD or not digits.isdigit() or len(set(digits)) == 1:
        return False
    doubled = [int(one) * (1 + place % 2) for place, one in enumerate(reversed(digits))]
    return sum(one - 9 if one > 9 else one for one in doubled) % 10 == 0  # noqa: PLR2004


def _runs(text: str) -> Iterator[_Run]:
    for match in _RUN.finditer(text):
        found = match.group()
        if _AMOUNT.fullmatch(found) or _DATE.match(found):
            continue
        parts = [*_TOKEN.finditer(found)]
        digits = "".join(map(_digits, parts))
        spoken = any(not part.group().isascii() or len(part.group()) > 1 for part in parts)
        yield _Run(match.start(), match.end(), digits, found, spoken)


def _found(run: _Run, text: str) -> Found | None:
    kind = _kind(run, text)
    return Found(run.start, run.end, kind) if kind else None


def _several(run: _Run) -> Iterator[_Run]:
    """The numbers of a list that reads like a single one: `110…02X, 4111…`."""
    for match in _BLOCK.finditer(run.text):
        found = match.group()
        yield _Run(run.start + match.start(), run.start + match.end(), found, found, spoken=False)


def _digits(part: re.Match[str]) -> str:
    if part.group(1):
        return _SPOKEN[part.group(2).lower()] * _TIMES[part.group(1).lower()]
    word = part.group().lower()
    return "X" if word in ("x", "叉") else _SPOKEN.get(word, word)


def _kind(run: _Run, text: str) -> Kind | None:
    if is_resident_id(run.digits):
        return "identity"
    if is_card(run.digits):
        return "card"
    if _UNITS.match(text, run.end):
        return None
    return "phone" if _is_phone(run) or (run.spoken and _one_by_one(run)) else None


def _is_phone(run: _Run) -> bool:
    many, bare = len(run.digits), run.digits.removeprefix("86")
    if re.fullmatch(r"1[3-9]\d{9}", bare):
        return True
    if run.text.startswith("+"):
        return many in _PHONE
    apart = bool(re.search(r"\d[ \-.()]+\d", run.text))
    if re.fullmatch(r"0\d{9,11}|400\d{7}|1?[2-9]\d{2}[2-9]\d{6}", run.digits):
        return True
    # As American ones are written: nobody writes anything else in groups of three, three and four.
    groups = r"(?:1[ \-.])?(?:[(]?\d{3}[)]?[ \-.]{1,2})?[(]?\d{3}[)]?[ \-.]\d{4}"
    return apart and bool(re.fullmatch(groups, run.text))


def _one_by_one(run: _Run) -> bool:
    """Seven digits and more that somebody read out: nobody counts or pays like that."""
    return len(run.digits) >= _PHONE.start
