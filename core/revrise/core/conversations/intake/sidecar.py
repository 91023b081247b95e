"""What a small JSON file beside a recording says of the call: who took part, when, who agreed."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from attrs import frozen

from revrise.core.conversations.intake.arrival import MOST_PARTIES, Party
from revrise.core.errors import Invalid
from revrise.core.storable import UNKEPT

_TEXTS = ("id", "title", "consent", "jurisdiction", "language", "seller")
_FIELDS = {*_TEXTS, "started_at", "participants", "seller_channel", "separately"}
_PARTY = {"name", "email", "phone", "host"}
_LONGEST = 300


@frozen
class Sidecar:
    """Empty or None: it does not say."""

    id: str = ""
    title: str = ""
    started_at: datetime | None = None
    parties: tuple[Party, ...] = ()
    consent: str | None = None
    jurisdiction: str | None = None
    separately: bool | None = None
    language: str | None = None
    seller: str | None = None
    seller_channel: int | None = None


def read(raw: bytes, name: str) -> Sidecar:
    """The sidecar in a file's bytes.

    Raises Invalid naming the file and the field for anything it does not know.
    """
    try:
        found = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise Invalid("the sidecar is no JSON in UTF-8", culprit=name) from None
    if not isinstance(found, dict):
        raise Invalid("the sidecar is no JSON object", culprit=name)
    _known(found, _FIELDS, name)
    texts = {field: _text(found, field, name) for field in _TEXTS}
    channel = found.get("seller_channel")
    if channel is not None and (type(channel) is not int or not 0 <= channel <= 7):  # noqa: PLR2004
        raise _wrong(name, "seller_channel")
    separately = found.get("separately")
    if separately is not None and type(separately) is not bool:
        raise _wrong(name, "separately")
    return Sidecar(
        id=texts["id"] or "",
        title=texts["title"] or "",
        started_at=_moment(found.get("started_at"), name),
        parties=_parties(found.get("participants", []), name),
        consent=texts["consent"],
        jurisdiction=texts["jurisdiction"],
        separately=separately,
        language=texts["language"],
        seller=texts["seller"],
        seller_channel=channel,
    )


def _parties(found: object, name: str) -> tuple[Party, ...]:
    if not isinstance(found, list) or len(found) > MOST_PARTIES:
        raise _wrong(name, "participants")
    return tuple(_party(one, name) for one in found)


def _party(found: object, name: str) -> Party:
    if not isinstance(found, dict):
        raise _wrong(name, "participants")
    _known(found, _PARTY, name)
    host = found.get("host", False)
    if type(host) is not bool:
        raise _wrong(name, "host")
    called, email, phone = (_text(found, one, name) or "" for one in ("name", "email", "phone"))
    return Party(called, email, phone, host)


def _text(found: Mapping[str, Any], field: str, name: str) -> str | None:
    value = found.get(field)
    if value is None:
        return None
    if not isinstance(value, str) or len(value) > _LONGEST or UNKEPT.search(value):
        raise _wrong(name, field)
    return value


def _moment(found: object, name: str) -> datetime | None:
    if found is None:
        return None
    try:
        at = datetime.fromisoformat(str(found))
    except ValueError:
        raise _wrong(name, "started_at") from None
    if at.tzinfo is None:
        raise _wrong(name, "started_at")
    try:
        return at.astimezone(UTC)
    except OverflowError:
        raise _wrong(name, "started_at") from None


def _known(found: Mapping[str, Any], fields: set[str], name: str) -> None:
    unknown = sorted(map(str, found.keys() - fields))
    if unknown:
        raise Invalid(f"the sidecar has a field nobody knows: {unknown[0]}", culprit=name)


def _wrong(name: str, field: str) -> Invalid:
    return Invalid(
        f"the sidecar's {field} does not fit",
        culprit=name,
        remedy="times are RFC 3339 with a zone; see docs/intake.md",
    )
