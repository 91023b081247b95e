"""Language models: text in, text out; never trusted, always bounded."""

from typing import Protocol

from attrs import frozen

from revrise.ports.readiness import Readiness


@frozen
class Asked:
    """Instructions, the data they are about, and the longest answer in tokens."""

    rules: str
    data: str
    most_tokens: int = 2_000


@frozen
class Answered:
    """What the model wrote, as which model, for how many tokens (both ways)."""

    text: str
    model: str
    tokens: int


@frozen
class Limits:
    """What may be spent: characters of a part of a call and parts of one; tokens of a day.

    `outside`: what is sent leaves the company. `redact`: names, numbers and addresses are hidden
    in it first.
    """

    characters: int = 12_000
    parts: int = 6
    tokens_a_day: int = 500_000
    outside: bool = True
    redact: bool = True


class LanguageModel(Protocol):
    """Answers in words. Holds the promises of `revrise.testing.language_model`."""

    @property
    def id(self) -> str:
        """Its short name, e.g. `openai-compatible`."""
        ...

    @property
    def limits(self) -> Limits:
        """What may be spent on it."""
        ...

    def check(self) -> Readiness:
        """Whether it is set up, without asking it anything."""
        ...

    def answer(self, asked: Asked) -> Answered:
        """One answer. No tools, no memory: the same whatever was asked before.

        Raises Retriable where none came in time or the service is busy, Misconfigured where the
        address, the model or the key is wrong, Fatal for an answer that is none.
        """
        ...
