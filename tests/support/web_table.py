"""Who is told what by every route of the web app: the statuses are in `web_statuses.txt`.

A line is a method, a route, and one letter for each of `COLUMNS`. Each person asks about a thing
they may see, where there is one, else about one they may not; forms are filled in well enough
that the permission decides and not a missing field. There is no route without a line and no
letter that stands for "anything".
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from litestar.routes import HTTPRoute

from revrise.apps.web.app import handlers

# The letter, the status, what it means. A form that is shown again has not been done.
LETTERS: Mapping[str, int] = {
    "o": 200,  # a page, a file
    "s": 303,  # done, or sent on
    "u": 401,  # who are you?
    "r": 403,  # refused
    "m": 404,  # missing, or hidden: the same bytes
    "c": 409,  # not in this state
    "w": 422,  # shown again with what is wrong
}
_TABLE = Path(__file__).with_name("web_statuses.txt")
# What the forms hold; every form is sent all of it and takes what it knows.
FIELDS: Mapping[str, Any] = {
    "name": "A name", "title": "A title", "title_en": "A title", "email": "one@example.org",
    "roles": "rep", "locale": "en", "version": "1", "active": "1", "language": "en",
    "password": "four unrelated words of mine", "reason": "A reason of some length",
    "glass": "A reason of some length", "because": "A reason of some length",
    "why": "They asked for it themselves", "text": "Text", "body": "Text", "theme": "dark",
    "url": "https://receiver.example/in", "days": "30", "person_id": "per_n2", "role": "rep",
    "subject": "person:per_n2", "range": "own", "consent": "all-party", "person": "per_n2",
    "at": "2027-05-01T09:30", "minutes": "30", "due": "2027-05-01", "target": "4", "needed": "1",
    "class": "audio", "self": "1", "do": "up", "to": "Closing",
}  # fmt: skip
BODIES: Mapping[str, Mapping[str, Any]] = {
    "/access/grants": {"kind": "temporary"},
    "/admin/policy/edit": {"text": "[["},  # a policy that is none: shown again
    "/admin/privacy/holds": {"kind": "person", "subject_id": "per_n2"},
    "/coaching/rubrics/{rubric_id:str}/edit": {"do": ""},  # no button of the form: its text
    "/coaching/rubrics/{rubric_id:str}/try": {"do": ""},
    "/coaching/trackers/edit": {"do": ""},
    "/content": {"kind": "playbook"},
    "/content/rules": {"kind": "playbook"},
    "/learning": {"competencies": "discovery"},
    "/practice": {"scenario": "scenario_open"},
}


def routes() -> list[tuple[str, str]]:
    """Method and path of every route of the web app, by reflection, in the order to ask them."""
    found = {
        (method, route.path)
        for router in handlers()
        for route in router.routes
        if isinstance(route, HTTPRoute)
        for handler in route.route_handlers
        for method in handler.http_methods
        if method not in ("HEAD", "OPTIONS")
    }
    return sorted(found, key=lambda one: (_late(one[1]), *one))


def _late(path: str) -> int:
    """What takes things away comes after what uses them, and what opens everything last."""
    last = path.rsplit("/", 1)[-1]
    return 2 if last == "break-glass" else int(last in ("remove", "delete", "retire", "off", "end"))


def form(path: str) -> Mapping[str, Any]:
    """What is sent to a route."""
    return {**FIELDS, **BODIES.get(path, {})}


def expected() -> Mapping[tuple[str, str], Mapping[str, int]]:
    """Route → column → status, as written."""
    lines = [one for one in _TABLE.read_text().splitlines() if one and not one.startswith("#")]
    columns = lines[0].split()
    return {
        (method, path): dict(zip(columns, (LETTERS[one] for one in letters), strict=True))
        for method, path, letters in (line.split() for line in lines[1:])
    }


def differences(
    found: Mapping[tuple[str, str], int], column: str
) -> Iterator[tuple[str, str, int, int]]:
    """Where somebody was told something else: method, path, status, the one written."""
    for (method, path), written in expected().items():
        if found.get((method, path), 0) != written[column]:
            yield method, path, found.get((method, path), 0), written[column]
