"""The details of audit entries in words: what they are called, and values that are words."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from attrs import frozen

from revrise.core.bilingual import Bilingual, Language
from revrise.core.governance.audit import AuditEntry
from revrise.services.auditing.labels import LABELS, OF_NAME, VALUES
from revrise.services.auditing.words import THINGS

# Of use to who searches the log of the server, not to who reads.
_QUIET = frozenset({"request"})
_ID = re.compile(r"[a-z][a-z_]*_[0-9a-z][0-9a-z_-]*")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")


@frozen
class Said:
    """One value: an `id` to be named by whoever shows it, a moment, or words."""

    words: str = ""
    id: str = ""
    at: datetime | None = None


@frozen
class Detail:
    """What a detail is called, and what it says."""

    label: str
    values: Sequence[Said]


def details(entry: AuditEntry, language: Language) -> Sequence[Detail]:
    """What an entry says beyond who did what to which thing."""
    found = []
    for name, value in entry.detail.items():
        own = OF_NAME.get((name, str(value)))
        spoken = Bilingual(*own).of(language) if own else value
        values = [] if name in _QUIET else list(_values(spoken, language))
        if values:
            found.append(Detail(label(name, language), values))
    return found


def ids(entry: AuditEntry) -> Iterator[str]:
    """The ids among its details."""
    for one in details(entry, "en"):
        yield from (said.id for said in one.values if said.id)


def label(name: str, language: Language) -> str:
    """What a detail is called; its own name where there is no word for it."""
    known = LABELS.get(name) or THINGS.get(name)
    return Bilingual(*known).of(language) if known else name.replace("_", " ")


def word(text: str, language: Language) -> str:
    """A value of ours as a word; others as they are."""
    known = VALUES.get(text) or THINGS.get(text)
    return Bilingual(*known).of(language) if known else text


def _values(value: Any, language: Language) -> Iterator[Said]:
    if isinstance(value, Mapping):
        for name, one in value.items():
            inner = ", ".join(said.words or said.id for said in _values(one, language))
            yield Said(f"{label(str(name), language)} {inner}".rstrip())
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _values(one, language)
    elif isinstance(value, bool):
        yield Said(word("yes" if value else "no", language))
    elif value is not None and value != "":
        yield _one(str(value), language)


def _one(text: str, language: Language) -> Said:
    if _MOMENT.match(text):
        return Said(at=datetime.fromisoformat(text))
    return Said(id=text) if _is_id(text) else Said(word(text, language))


def _is_id(text: str) -> bool:
    """Whether it looks like an id we made: a kind, and digits behind it."""
    known = text in VALUES or text in THINGS
    return not known and bool(_ID.fullmatch(text)) and any(char.isdigit() for char in text)
