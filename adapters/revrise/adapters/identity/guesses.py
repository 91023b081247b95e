"""How soon a password is guessed: 30,000 leaked ones, names, words, keyboards, dates, repeats."""

import re
from collections.abc import Collection, Iterator
from itertools import product

from revrise.core.identity.tried_first import TRIED_FIRST

# More of it takes the estimate a second; what begins this hard to guess stays so.
_LOOKED_AT = 72
# A year, a number and signs around a word: what people add when they are told to.
_BEFORE, _BEHIND = re.compile(r"^[\d\W_]*"), re.compile(r"[\d\W_]*$")
_ADDED, _FOR_WHAT_IS_ADDED = 7, 10_000
# So few that no other way of looking at it matters.
_SOON = 1_000_000.0


class ZxcvbnGuesses:
    """Implements `ports.passwords.Guessing`. The lists take 14 MB from the first question on."""

    def guesses(self, password: str, about: Collection[str] = ()) -> float:
        """See Guessing."""
        padded = min((_rank(word) for word in _words_in(password)), default=0)
        stretched = float(padded * _FOR_WHAT_IS_ADDED)
        if 0 < stretched <= _SOON:
            return stretched
        found = _estimate(password[:_LOOKED_AT], about)
        return min(found, stretched) if stretched else found


def _estimate(password: str, about: Collection[str]) -> float:
    """By the library's parts: its front door keeps `about` for everybody who asks next."""
    from zxcvbn.matching import RANKED_DICTIONARIES, build_ranked_dict, omnimatch
    from zxcvbn.scoring import most_guessable_match_sequence

    parts = [part for text in about for part in (text, *re.split(r"[\W_]+", text)) if part]
    near = build_ranked_dict([part.casefold() for part in (*parts, *TRIED_FIRST)])
    matches = omnimatch(password, {**RANKED_DICTIONARIES, "near": near})
    return float(most_guessable_match_sequence(password, matches)["guesses"])


def _words_in(password: str) -> Iterator[str]:
    """What may be a word with something around it, without what was added; only known ones."""
    before, behind = (min(len(_one(x, password)), _ADDED) for x in (_BEFORE, _BEHIND))
    text = password.casefold()
    for first, last in product(range(before + 1), range(behind + 1)):
        word = text[first : len(text) - last]
        if word and first + last <= _ADDED and _rank(word):
            yield word


def _rank(word: str) -> int:
    """Its place in a list of what is common, from 1; 0 in none."""
    from zxcvbn.matching import RANKED_DICTIONARIES

    places = (words.get(word, 0) for words in RANKED_DICTIONARIES.values())
    return min((place for place in places if place), default=0)


def _one(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found.group() if found else ""
