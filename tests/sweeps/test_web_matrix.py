"""Every route of the web app as each of 14 principals: the status that is written down for them.

One installation serves all; after each of them its database is put back as it was.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from attrs import define
from tests.support.api import Api, Said, close, opened
from tests.support.aviary import Company
from tests.support.canary_company import SOUTH
from tests.support.figures import Figures
from tests.support.swept_operations import KINDS, hidden, visible
from tests.support.visibility import PRINCIPALS, Principal
from tests.support.web_table import differences, expected, form, routes
from tests.sweeps.test_page_sweep import FILLED, FULL, GETS, MISSING, NAMES, PART, bare, unseen

from revrise.core.governance.scope import system_scope
from revrise.core.people.person import Person
from revrise.services.identity.keyring import MakeKey

# Beside those of `visibility.PRINCIPALS`: two roles, a key that only reads, somebody put out.
TWO = Principal("per_two", "coach", "team_south")
COLUMNS = (*(who.id for who in PRINCIPALS), "per_two", "reads", "out", "nobody")
# What stands in an address that is no id of a row somebody owns.
PLACES = {**FILLED, "number": "1", "step": "confirm", "place": "1", "move": "accept",
          "set_id": "set_one", "token_id": "prv_one", "group_id": "grp_one",
          "grant_id": "grt_one", "review_id": "blind_one"}  # fmt: skip
STEPS = {
    "/consents/{consent_request_id:str}/{step:str}": "revoke",
    "/content/{asset_id:str}/{step:str}": "submit",
}
# Things in the state that a form is for.
STATES = {
    "/coaching/plans/{plan_id:str}/adjust": "plan_on",
    "/coaching/plans/{plan_id:str}/{move:str}": "plan_new",
    "/coaching/one-on-ones/{meeting_id:str}/hold": "oo_next",
    "/coaching/one-on-ones/{meeting_id:str}/notes": "oo_next",
    "/learning/{course_id:str}/approve": "course_draft",
    "/learning/{course_id:str}/edit": "course_draft",
    "/learning/{course_id:str}/publish": "course_draft",
    "/learning/{course_id:str}/send_back": "course_asked",
    "/learning/{course_id:str}/submit": "course_draft",
    "/practice/{session_id:str}/submit": "rp_open",
    "/practice/{session_id:str}/turns": "rp_open",
}


@define
class Site:
    """The installation, the keys of everybody, and the database as it was in the beginning."""

    api: Api
    company: Company
    tokens: dict[str, str]
    start: sqlite3.Connection

    def put_back(self) -> None:
        """Everything as before anybody did anything."""
        raw = self.api.app.engine.raw_connection()
        self.start.backup(raw.driver_connection)
        raw.close()

    def ask(self, column: str, method: str, page: str, ids: dict[str, str]) -> Said:
        """One request; a form comes along where one is sent."""
        address = PART.sub(lambda found: ids[found[1]], page)
        query = {"/search": "?q=ZQ", "/admin/policy": "?resource=deal&action=read"}.get(page, "")
        token = self.tokens.get(column)
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        more = {"data": form(page)} if method == "POST" else {}
        self.api.client.cookies.clear()  # what was said to the one before is not for this one
        return self.api.ask(
            method, address + query, headers=headers, follow_redirects=False, **more
        )


@contextmanager
def company_site(folder: Path) -> Iterator[Site]:
    """The company, with somebody of two roles and somebody who was put out."""
    api = opened(folder)
    company, app = api.company, api.app
    owner = app.actor("per_owner")
    scope = system_scope(app.settings.tenant, "person", "create", "test")
    two = Person(TWO.id, "two", team_id=TWO.team, roles=("coach", "enablement"))
    out = Person("per_out", "out", team_id=TWO.team, roles=("manager",))
    with app.store.begin(owner) as work:
        work.of(Person).add_many([two, out], scope)
        work.record("test.people", "people")
    tokens = {column: api.key(column) for column in COLUMNS if column.startswith("per_")}
    tokens["reads"] = app.keyring.make_key(MakeKey("reads", read_only=True), owner).token
    tokens["out"] = api.key("per_out")
    app.directory.activate("per_out", 1, owner, active=False)
    start = sqlite3.connect(":memory:")
    raw = app.engine.raw_connection()
    raw.driver_connection.backup(start)  # type: ignore[union-attr]
    raw.close()
    yield Site(api, company, tokens, start)
    close(api)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One for all."""
    with company_site(tmp_path_factory.mktemp("company")) as made:
        yield made


def about(page: str, company: Company, who: Principal) -> dict[str, str]:
    """The ids for the parts of an address."""
    ids = {part: PLACES.get(part, MISSING) for part in PART.findall(page)}
    if page in STEPS:
        ids["step"] = STEPS[page]
    for part in ids:
        if (kind := NAMES.get(part, part)) in KINDS:
            theirs = visible(company, who, kind, STATES.get(page, ""))
            ids[part] = theirs or hidden(company, who, kind) or MISSING
    if page.startswith("/coaching/people/") and who.role != "rep":  # of a rep, not of oneself
        ids["person_id"] = "per_s1" if who.team == SOUTH else "per_n1"
    return ids


def looking(column: str) -> Principal:
    """Whose things somebody asks about."""
    known = {one.id: one for one in (*PRINCIPALS, TWO)}
    return known.get(column, known["per_owner"])


def told(site: Site, column: str) -> dict[tuple[str, str], int]:
    """What one principal is told by every route; the database is as before then."""
    who, found = looking(column), dict[tuple[str, str], int]()
    for method, page in routes():
        ids = about(page, site.company, who)
        said = site.ask(column, method, page, ids)
        found[method, page] = said.status
        if column == who.id != TWO.id:  # two roles see more than `visibility` knows of
            unseen(site.company, who, page, said, ids)
    site.put_back()
    return found


@pytest.mark.parametrize("column", COLUMNS)
def test_every_route_answers_each_principal_as_is_written(
    site: Site, column: str, figures: Figures
) -> None:
    found = told(site, column)
    wrong = list(differences(found, column))
    assert not wrong, "\n".join(map(str, wrong))
    figures.add("web routes × principals answered as written by hand", len(found))


def test_every_route_is_in_the_table() -> None:
    assert sorted(expected()) == sorted(routes())
    assert all(tuple(row) == COLUMNS for row in expected().values())


def test_pages_are_for_the_roles_that_have_them() -> None:
    """The table of pages by role and the table of answers by principal were written apart."""
    pages = {page: roles for roles, several in GETS.items() for page in several if roles}
    for page, roles in pages.items():
        row = expected()["GET", page]
        told_200 = {who for who in PRINCIPALS if row[who.id] == 200}
        assert {who.role for who in told_200} <= {*roles}, page
        assert {who.role for who in PRINCIPALS if who.id in FULL and who in told_200} == {*roles}


def test_who_was_put_out_is_told_what_nobody_is() -> None:
    for route, row in expected().items():
        assert row["out"] == row["nobody"], route
        assert row["nobody"] in (303, 404) or "/login" in route[1], route


def test_what_is_sent_to_a_hidden_thing_answers_like_to_a_missing_one(
    site: Site, figures: Figures
) -> None:
    compared = 0
    for who in (one for one in PRINCIPALS if one.id in FULL):
        for page, kind in sent():
            thing = hidden(site.company, who, kind)
            if thing is None:
                continue
            first_part, *_ = PART.findall(page)
            ids = about(page, site.company, who)
            first = site.ask(who.id, "POST", page, {**ids, first_part: thing})
            second = site.ask(who.id, "POST", page, {**ids, first_part: MISSING})
            assert bare(first, thing) == bare(second, MISSING), (page, who.id)
            compared += 1
        site.put_back()
    figures.add("forms sent to hidden and missing things, the same byte by byte", compared)


def sent() -> Iterator[tuple[str, str]]:
    """The routes that take a form about a thing, and the kind of thing."""
    for method, page in routes():
        parts = PART.findall(page)
        if method == "POST" and parts and NAMES.get(parts[0], parts[0]) in KINDS:
            yield page, NAMES.get(parts[0], parts[0])
