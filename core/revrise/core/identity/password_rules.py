"""What a password must be: long, and not what everybody tries first."""

import re

from revrise.core.errors import Invalid
from revrise.core.identity.tried_first import TRIED_FIRST

SHORTEST, LONGEST = 12, 256
_VARIETY = 5
_REST = 5
# Below, a list of leaked passwords and a rented machine are enough.
FEWEST_GUESSES = 10_000_000_000
_WALKS = (
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "01234567890",
    "1qaz2wsx3edc4rfv",
    "1q2w3e4r5t6y7u8i9o0p",
)
_SWAPPED = str.maketrans("013457@$!", "oleastasi")


def check_password(password: str, about: tuple[str, ...] = ()) -> None:
    """Raises Invalid, saying what to do; `about` are the person's names and addresses."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise _weak(f"a password has {SHORTEST} to {LONGEST} characters")
    if len(set(password.casefold())) < _VARIETY:
        raise _weak("this password repeats a few characters")
    if password.isdigit() or len(_rest(password.casefold(), about)) < _REST:
        raise _weak("this password is among the first to be tried")


def check_guesses(guesses: float) -> None:
    """Raises Invalid where so many guesses find a password too soon."""
    if guesses < FEWEST_GUESSES:
        raise _weak("this password is among the first to be tried")


def _rest(password: str, about: tuple[str, ...]) -> str:
    """What is left without names, well-known words, keyboard walks, repeats and numbers."""
    for word in sorted({*_words(about), *TRIED_FIRST}, key=len, reverse=True):
        password = password.replace(word, "").replace(word.translate(_SWAPPED), "")
    for word in TRIED_FIRST:
        if word in password.translate(_SWAPPED):
            password = password.translate(_SWAPPED).replace(word, "")
    password = _without_walks(password)
    password = re.sub(r"(.{1,6}?)\1+", r"\1", password)
    return re.sub(r"^[\d\W_]{1,6}|[\d\W_]{1,6}$", "", password)


def _without_walks(password: str) -> str:
    for walk in _WALKS:
        for line in (walk, walk[::-1]):
            for length in range(len(line), 3, -1):
                for start in range(len(line) - length + 1):
                    password = password.replace(line[start : start + length], "")
    return password


def _words(about: tuple[str, ...]) -> list[str]:
    words = [word for text in about for word in re.split(r"[\W_]+", text.casefold())]
    return [word for word in words if len(word) > 2]  # noqa: PLR2004  # shorter ones are syllables


def _weak(why: str) -> Invalid:
    return Invalid(why, culprit="password", remedy="take a sentence or four unrelated words")
