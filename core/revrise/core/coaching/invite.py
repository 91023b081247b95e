"""A 1:1 as a calendar file (RFC 5545), so that it stands in everybody's calendar."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from revrise.core.coaching.one_on_one import OneOnOne

_WIDTH = 73
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": ""})


def calendar(meeting: OneOnOne, title: str, url: str, at: datetime) -> str:
    """The file's text: times in UTC, lines folded at 75 bytes. Notes are never in it."""
    agenda = "\n".join(f"{place}. {item}" for place, item in enumerate(meeting.agenda, 1))
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//RevRise//1:1//EN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{meeting.id}@revrise",
        f"SEQUENCE:{meeting.version}",
        f"DTSTAMP:{_utc(at)}",
        f"DTSTART:{_utc(meeting.at)}",
        f"DTEND:{_utc(meeting.at + timedelta(minutes=meeting.minutes))}",
        f"SUMMARY:{title.translate(_ESCAPES)}",
        f"DESCRIPTION:{agenda.translate(_ESCAPES)}",
        f"URL:{url}",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _folded(line: str) -> Iterator[str]:
    """Pieces of at most 75 bytes, each but the first behind a blank; no character is cut."""
    piece, size, blank = "", 0, ""
    for letter in line:
        width = len(letter.encode())
        if size + width > _WIDTH:
            yield blank + piece
            piece, size, blank = "", 0, " "
        piece, size = piece + letter, size + width
    yield blank + piece
