"""What people are told of their consent: texts kept as data, and that a notice was heard."""

import tomllib
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path

from attrs import frozen

from revrise.core.bilingual import Bilingual
from revrise.core.conversations.transcript import Transcript
from revrise.core.errors import Invalid, Misconfigured
from revrise.core.governance.consent import PURPOSES
from revrise.core.governance.jurisdiction import REGIMES

_BEGINS_WITHIN_MS = 120_000
_FIRST = 12
_ALIKE = 0.6


@frozen
class Notices:
    """All texts of one version: of purposes by name, of the page and aloud by regime."""

    version: str
    purposes: Mapping[str, Bilingual]
    page: Mapping[str, Bilingual]
    spoken: Mapping[str, Bilingual]


@frozen
class CallNotice:
    """The notice of a regime was played in a call `at_ms` after its start."""

    id: str
    call_id: str
    at_ms: int
    language: str
    regime: str
    text_version: str
    how: str
    noted_by: str
    noted_at: datetime
    owner_id: str | None = None
    team_id: str | None = None
    version: int = 1

    def checked(self) -> "CallNotice":
        """Raises Invalid for a time before the call, or what is not known."""
        if self.at_ms < 0:
            raise Invalid("is before the call", culprit="at_ms")
        if self.language not in ("en", "zh"):
            raise Invalid(f"no language {self.language!r}", culprit="language", remedy="en or zh")
        if self.regime not in REGIMES:
            raise Invalid(f"no regime {self.regime!r}", culprit="regime", remedy=", ".join(REGIMES))
        return self


@frozen
class Detected:
    """Where a transcript says a notice, and how much of its text was found (0 to 1)."""

    at_ms: int
    language: str
    regime: str
    alike: float


def parse(text: str) -> Notices:
    """Texts from TOML. Raises Misconfigured where one is missing in a language."""
    read = tomllib.loads(text)
    version = str(read.get("version", ""))
    if not version:
        raise Misconfigured("has no version", culprit="notices")
    return Notices(
        version,
        _texts(read, "purpose", PURPOSES),
        _texts(read, "page", REGIMES),
        _texts(read, "spoken", REGIMES),
    )


@cache
def notices() -> Notices:
    """The texts that come with this version."""
    return parse(Path(__file__).with_name("notices.toml").read_text(encoding="utf-8"))


def detect(words: Transcript, table: Notices | None = None) -> Detected | None:
    """The notice that is spoken at the start of a call, where one is: the most alike.

    Words count, not their order: who speaks freely still says most of them.
    """
    known = (table or notices()).spoken
    found = [
        Detected(said.start_ms or 0, language, regime, alike)
        for said in words.utterances[:_FIRST]
        if (said.start_ms or 0) <= _BEGINS_WITHIN_MS
        for regime, text in known.items()
        for language, sentence in (("en", text.en), ("zh", text.zh))
        if (alike := _alike(sentence, said.text)) >= _ALIKE
    ]
    return max(found, key=lambda one: one.alike, default=None)


def _alike(sentence: str, said: str) -> float:
    """The share of the pairs of letters of a sentence that were said."""
    wanted = _pairs(sentence)
    return len(wanted & _pairs(said)) / len(wanted)


def _pairs(text: str) -> frozenset[str]:
    letters = "".join(one for one in text.casefold() if one.isalnum())
    return frozenset(letters[at : at + 3] for at in range(len(letters) - 2))


def _texts(
    read: Mapping[str, Mapping[str, Mapping[str, str]]], section: str, names: tuple[str, ...]
) -> Mapping[str, Bilingual]:
    given = read.get(section, {})
    for name in names:
        if not all(given.get(name, {}).get(language, "").strip() for language in ("en", "zh")):
            raise Misconfigured("is missing in a language", culprit=f"{section}.{name}")
    return {name: Bilingual(given[name]["en"], given[name]["zh"]) for name in names}
