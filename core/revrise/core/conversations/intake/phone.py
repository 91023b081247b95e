"""Phone numbers as E.164, by one small rule: enough to say whether two ways to write are one."""

import re
import unicodedata

# ITU-T E.164: a number has 15 digits at most; shorter than 7 is an extension or a short code.
_SHORTEST, _LONGEST = 7, 15
# A country code and this many digits behind it are a whole number, though the plus is missing;
# fewer where no number of the country has more than nine.
_WHOLE = 10
_SHORT = dict.fromkeys(("45", "47", "65", "852", "853", "886"), 8)
_EXTENSION = re.compile(
    r"(?:ext\.?|extension|x|;ext=|转|轉|分机|分機|#).*$", re.IGNORECASE | re.DOTALL
)
_BETWEEN = re.compile(r"[\s().\-/·]+")
_WRITTEN = re.compile(r"(\+?)(\d+)")


def e164(text: str, country: str = "") -> str | None:
    """`+` and digits for a number as people write it; None where it is none, or not whole.

    `country` is the calling code ("86", "1") of numbers that name none; without it only numbers
    with `+` or `00` are whole. One trunk 0 in front of a national number is dropped (Italy keeps
    it: numbers from there need their `+39`). An extension is no part of the number.
    """
    plain = unicodedata.normalize("NFKC", text).strip().removeprefix("tel:")
    bare = _BETWEEN.sub("", _EXTENSION.sub("", plain).replace("(0)", ""))
    found = _WRITTEN.fullmatch(bare)
    if found is None or not found[2].isascii():
        return None
    digits = found[2] if found[1] else _international(found[2], country)
    if digits.startswith("0") or not _SHORTEST <= len(digits) <= _LONGEST:
        return None
    return f"+{digits}"


def _international(digits: str, country: str) -> str:
    """With a country code; empty where none is known."""
    if digits.startswith("00"):
        return digits[2:]
    if not country:
        return ""
    if digits.startswith(country) and len(digits) - len(country) >= _SHORT.get(country, _WHOLE):
        return digits
    return country + digits.removeprefix("0")
