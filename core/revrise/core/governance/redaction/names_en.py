"""English names, and Chinese ones in Latin letters: by title, given name, or how one says them."""

import re
from collections.abc import Iterator

from revrise.core.governance.redaction.found import Found
from revrise.core.governance.redaction.lexicon_en import ALSO_WORDS, GIVEN, NO_NAMES, PINYIN

_CAPITAL = r"[A-Z][A-Za-z’'\-]*[a-z]"
_TITLED = re.compile(
    rf"\b(?:Mr|Mrs|Ms|Miss|Mister|Missus|Dr|Doctor|Prof|Professor|Madam|Sir)\b\.?\s+"
    rf"({_CAPITAL}(?:\s+{_CAPITAL})?)"
)
_INTRODUCED = re.compile(
    r"(?i:\bmy name is|\bmy name's|\bname is|\bi am|\bi'm|\bi’m|\bcall me|\bask for|\bmeet|\breach|"
    r"\b(?:speak|talk|spoke|talked|met|chat|speaking|talking) (?:to|with)|\battention of|"
    r"\bsigned by|\bcontact is|\bthis is|\bit's|\bhere is|\bcopy|\bloop in|\bthat is)\s+"
    rf"({_CAPITAL}(?:\s+{_CAPITAL}){{0,2}})"
)
# Somebody is spoken to, or said to have said something.
_ADDRESSED = re.compile(
    r"(?i:\b(?:thanks|thank you|hi|hello|hey|dear|okay|ok|so|well|sorry|yes|no|sure),?)\s+"
    rf"({_CAPITAL})(?=\s*[,!.?])"
)
_SAID = re.compile(
    rf"(?:^|(?<=[.,;!?] )|(?<=\band )|(?<=\bthat ))({_CAPITAL}\s+{_CAPITAL})\s+"
    r"(?=(?:said|says|asked|told|thinks|wants|mentioned|signed|signs|will join|agreed|confirmed|"
    r"called|wrote|left|joined|runs|leads|owns|approved)\b)"
)
_INNER, _LETTERS = re.compile(r"[^A-Za-z][A-Z][A-Za-z’'\-]"), re.compile(r"[a-z]+")
_TOKEN = re.compile(r"[A-Za-z][A-Za-z’'\-]*")
_SAYS_WHO = re.compile(
    r"\s*(?:,|\.|!|\?|$|from\b|calling\b|speaking\b|here\b|with\b|at\b|and\b|in\b)"
)


def names_en(text: str) -> Iterator[Found]:
    """Every name in Latin letters in a text, without its title."""
    inner = _INNER.search(text) is not None
    if inner:  # only then some word but the first has a capital
        yield from _by_manner(text)
    if inner or not GIVEN.isdisjoint(_LETTERS.findall(text.lower())):
        yield from _by_given_name(text)


def _by_manner(text: str) -> Iterator[Found]:
    """By title, and by how people introduce, address and quote one another."""
    for match in _TITLED.finditer(text):
        yield Found(match.start(1), _trimmed(match), "name")
    for match in _INTRODUCED.finditer(text):
        if _is_introduced(match, text):
            yield Found(match.start(1), _trimmed(match), "name")
    for pattern in (_ADDRESSED, _SAID):
        for match in pattern.finditer(text):
            if not {one.lower() for one in match.group(1).split()} & NO_NAMES:
                yield Found(match.start(1), match.end(1), "name")


def _trimmed(match: re.Match[str]) -> int:
    """The end of the name: words that follow with a capital by chance are no part of it."""
    words = [*_TOKEN.finditer(match.group(1))]
    kept = words[:1]
    for word in words[1:]:
        if word.group().lower() in NO_NAMES:
            break
        kept.append(word)
    return match.start(1) + kept[-1].end()


def _is_introduced(match: re.Match[str], text: str) -> bool:
    first = match.group(1).split()[0].lower()
    if first in NO_NAMES:
        return False
    if first in GIVEN or first in ALSO_WORDS or first in PINYIN:
        return True
    return bool(_SAYS_WHO.match(text, _trimmed(match)))


def _by_given_name(text: str) -> Iterator[Found]:
    words = [*_TOKEN.finditer(text)]
    for place, word in enumerate(words):
        bare = _bare(word)
        after = words[place + 1] if place + 1 < len(words) else None
        surname = after is not None and _follows(text, word, after) and _is_capital(after)
        if bare in GIVEN and (_is_capital(word) or bare not in ("ali", "jean", "joe", "ann")):
            end = after if surname and after else word
            yield Found(word.start(), end.start() + len(_stem(end)), "name")
        elif surname and after and _is_capital(word) and (bare in ALSO_WORDS or _both(bare, after)):
            yield Found(word.start(), after.start() + len(_stem(after)), "name")


def _both(bare: str, after: re.Match[str]) -> bool:
    """Two words of which one is a Chinese surname in Latin letters."""
    other = _bare(after)
    return (bare in PINYIN or other in PINYIN) and bare not in NO_NAMES and other not in NO_NAMES


def _follows(text: str, word: re.Match[str], after: re.Match[str]) -> bool:
    return text[word.end() : after.start()] == " "


def _is_capital(word: re.Match[str]) -> bool:
    return word.group()[0].isupper() and _bare(word) not in NO_NAMES


def _stem(word: re.Match[str]) -> str:
    found = word.group()
    return found[:-2] if found.endswith(("'s", "’s")) else found


def _bare(word: re.Match[str]) -> str:
    return _stem(word).lower()
