"""Days and times named in talk: kept as words, since a transcript has no calendar."""

import re

_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
)
_EN = (
    rf"\b(?:(?:next|this|coming) )?(?:{_DAYS})\b"
    r"|\btomorrow\b|\btonight\b|\btoday\b|\b(?:next|this) (?:week|weekend|month|quarter|year)\b"
    r"|\bthis (?:morning|afternoon|evening)\b|\bnoon\b|\bhalf past [a-z]{3,6}\b"
    r"|\bend of (?:the |this |next )?(?:day|week|month|quarter|year)\b"
    r"|\bin (?:a|an|two|three|four|five|ten|a couple of|a few|[0-9]{1,2}) "
    r"(?:minute|hour|day|week|month)s?\b"
    rf"|\b(?:{_MONTHS}) [0-9]{{1,2}}(?:st|nd|rd|th)?\b|\b[0-9]{{1,2}}(?:st|nd|rd|th)\b"
    r"|\b[0-9]{1,2}(?::[0-9]{2})? ?[ap]\.?m\b\.?"
    r"|(?<![0-9])20[0-9]{2}[-/.][0-9]{1,2}[-/.][0-9]{1,2}(?![0-9])"
    r"|(?<![0-9:])(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?![0-9:])"
)
_NUMBER = "[0-9一二两三四五六七八九十廿]{1,3}"
_ZH = (
    "(?:(?:下下|这|本|下)个?)?(?:周|星期|礼拜)[一二三四五六日天](?:[上下]午|早上|晚上)?"
    "|今[天日儿晚]|听日|明[天日儿早晚]|大?后[天日]|(?:这|本|下)个?(?:周|星期|礼拜|月|季度)|月底|月初|季度末|年底|年前"
    "|周末"
    f"|{_NUMBER}月(?:{_NUMBER}[日号])?|{_NUMBER}[日号]|[上下]午[0-9]{{1,2}}:[0-9]{{2}}|[上下]午{_NUMBER}点半?|(?!一点(?![半钟])){_NUMBER}点半?"
    f"|(?:{_NUMBER}|半)(?:天|周|年|个?工作日|个?星期|个?礼拜|个月|分钟|个?小时)(?:内|之内|以内|后|之后)"
)
_DATE = re.compile(f"{_EN}|{_ZH}", re.IGNORECASE)
_ASCII = re.compile(_EN, re.IGNORECASE | re.ASCII)


def first_date(text: str, start: int = 0) -> tuple[int, int] | None:
    """The characters of the first day or time named at or after `start`, else before it."""
    date = _ASCII if text.isascii() else _DATE
    match = date.search(text, start) or (date.search(text) if start else None)
    return match.span() if match else None
