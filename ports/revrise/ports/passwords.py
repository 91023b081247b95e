"""Passwords, and the secrets a machine thinks up."""

from collections.abc import Collection
from typing import Protocol


class Passwords(Protocol):
    """Hashes passwords so that a stolen database is slow to try."""

    def hash(self, password: str) -> str:
        """A salted hash with its own parameters in it."""
        ...

    def verify(self, password: str, hashed: str | None) -> bool:
        """Whether it is the password; None, of an unknown person, takes as long and is False."""
        ...

    def stale(self, hashed: str) -> bool:
        """Whether it was made with weaker parameters than today's."""
        ...


class Guessing(Protocol):
    """Knows what is guessed first."""

    def guesses(self, password: str, about: Collection[str] = ()) -> float:
        """About how many guesses find it, the commonest first, by whom `about` is known."""
        ...


class Tokens(Protocol):
    """Randomness that nobody can guess."""

    def new(self) -> str:
        """At least 256 random bits, URL-safe."""
        ...
