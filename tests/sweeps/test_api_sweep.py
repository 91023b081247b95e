"""Every operation as every kind of person: what comes out is theirs to see, to the byte.

`tests/support/visibility.py` says independently of the policy who may see which cell. Each
person works on a copy of the company of their own, so that what one does is not seen by another.
"""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.support.api import Api, Said, close, opened
from tests.support.aviary import Company
from tests.support.canaries_told import words_not_theirs
from tests.support.expected_statuses import OPEN_TO, fits
from tests.support.figures import Figures
from tests.support.swept_operations import FIXED, KINDS, STATES, body, hidden, visible
from tests.support.visibility import PRINCIPALS, Principal

from revrise.apps.api.handlers import operations
from revrise.apps.api.operation import Operation
from revrise.core.conversations.call import Call
from revrise.core.deals.deal import Deal
from revrise.core.governance.scope import system_scope
from revrise.core.learning.enrolment import Enrolment
from revrise.core.people.person import Person
from revrise.core.rewards.posting import LedgerPosting
from revrise.services.identity.keyring import MakeKey

MISSING = "missing_ZQZZZZ"
# What takes things away comes last.
ORDER = ("GET", "HEAD", "PATCH", "PUT", "POST", "DELETE")
# Of all operations, so many at least do something for somebody of this role.
LEAST = {"rep": 60, "coach": 60, "manager": 60, "enablement": 45, "admin": 40, "owner": 110}


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Company]:
    """The company, stored once."""
    folder = tmp_path_factory.mktemp("company")
    api = opened(folder)
    company = api.company
    close(api)
    return folder, company


@pytest.fixture(scope="module", params=PRINCIPALS, ids=lambda who: who.id)
def seat(
    request: pytest.FixtureRequest, template: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Api, Company, Principal]]:
    """Somebody at a copy of the company."""
    folder = tmp_path_factory.mktemp(request.param.id) / "copy"
    shutil.copytree(template[0], folder)
    api = opened(folder)
    yield api, template[1], request.param
    close(api)


def test_every_part_of_a_path_is_known_to_the_sweep() -> None:
    parts = {part for one in operations() for part in one.parts}
    assert parts <= {*KINDS, *FIXED}


def test_every_operation_has_a_line_in_the_table() -> None:
    assert {one.id for one in operations()} == OPEN_TO.keys()


def test_nobody_reads_a_word_or_an_amount_that_is_not_theirs(seat: Any, figures: Figures) -> None:
    api, company, who = seat
    reached, asked = set(), 0
    for one in sorted(operations(), key=lambda one: ORDER.index(one.method)):
        for way, ids in enumerate(ways(one, company, who)):
            answer = call(api, one, company, who, ids)
            asked += 1
            unseen(company, who, one, answer, ids)
            assert answer.status < 500, (one.id, answer.text)
            sure = way == 0 and (not ids or theirs(one, company, who) is not None)
            if way == 0 and one.id in OPEN_TO:
                as_written = fits(one.id, who.role, answer.status, sure=sure)
                assert as_written, (one.id, who.id, answer.status, answer.text)
            if answer.status < 300:
                reached.add(one.id)
    # The control: a sweep in which everything fails would find nothing.
    assert len(reached) >= LEAST[who.role], (who.id, len(reached))
    figures.add("answers of the API read for words and amounts of others: 0 found, of", asked)
    figures.add("operations × people answered as written by hand", len(operations()))


def test_lists_hold_all_that_is_theirs_and_nothing_else(
    template: Any, seat: Any, tmp_path: Path
) -> None:
    _, company, who = seat
    shutil.copytree(template[0], tmp_path / "copy")
    api = opened(tmp_path / "copy")
    for path, kind, cell, whose in (
        ("deals", Deal, "deal", "owner_id"),
        ("calls", Call, "call", "owner_id"),
        ("enrolments", Enrolment, "enrolment", "person_id"),
        ("ledger", LedgerPosting, "ledger_entry", "person_id"),
    ):
        mine = {
            row.id
            for row in company.of(kind)
            if getattr(row, "wallet", True) and who.reaches(cell, getattr(row, whose), row.team_id)
        }
        assert pages(api, who, f"/v1/{path}?limit=7") == mine, path
    close(api)


def test_a_hidden_thing_answers_like_a_missing_one(
    template: Any, seat: Any, tmp_path: Path
) -> None:
    _, company, who = seat
    shutil.copytree(template[0], tmp_path / "copy")
    api = opened(tmp_path / "copy")
    for one in operations():
        if not one.parts or one.parts[0] not in KINDS:
            continue
        thing = hidden(company, who, one.parts[0])
        if thing is None:
            continue
        rest = {part: FIXED.get(part, MISSING) for part in one.parts[1:]}
        first = call(api, one, company, who, {**rest, one.parts[0]: thing})
        second = call(api, one, company, who, {**rest, one.parts[0]: MISSING})
        assert seen(first, thing) == seen(second, MISSING), (one.id, who.id)
        assert first.status >= 400, one.id
    close(api)


def test_a_key_that_only_reads_changes_nothing_and_two_roles_are_both(
    template: Any, tmp_path: Path, figures: Figures
) -> None:
    shutil.copytree(template[0], tmp_path / "copy")
    api, company = opened(tmp_path / "copy"), template[1]
    tenant, owner = api.app.settings.tenant, api.app.actor("per_owner")
    two = Person("per_two", "two", team_id="team_south", roles=("coach", "enablement"))
    with api.app.store.begin(owner) as work:
        work.of(Person).add(two, system_scope(tenant, "person", "create", "test"))
        work.record("test.person", "per_two")
    reading = api.app.keyring.make_key(MakeKey("reads", read_only=True), owner).token
    boss = next(who for who in PRINCIPALS if who.role == "owner")
    for one in operations():
        ids = {part: FIXED.get(part, MISSING) for part in one.parts}
        only = call(api, one, company, None, ids, {"Authorization": f"Bearer {reading}"})
        reads = one.method in ("GET", "HEAD")
        whole = call(api, one, company, boss, ids).status if reads else 403
        assert only.status == whole, (one.id, only.text)
        if one.method == "GET" and not one.parts:
            roles = OPEN_TO.get(one.id, ())
            both = call(api, one, company, Principal("per_two", "coach", "team_south"), ids)
            assert (both.status == 403) == (not {*two.roles} & {*roles}), (one.id, both.text)
    figures.add("operations × people answered as written by hand", 3 * len(operations()))
    close(api)


def test_who_is_nobody_gets_nothing(template: Any, tmp_path: Path) -> None:
    """Nobody, a key that ended, a key of somebody put out, a key of another organisation."""
    shutil.copytree(template[0], tmp_path / "copy")
    api = opened(tmp_path / "copy")
    company, who = template[1], PRINCIPALS[0]
    out = api.app.actor("per_admin")
    tokens = {name: api.key(name) for name in ("per_n1", "per_n2")}
    api.app.keyring.end_key(api.app.keyring.keys(api.app.actor("per_n1"))[0]["id"],
                            api.app.actor("per_n1"))  # fmt: skip
    api.app.directory.activate("per_n2", 1, out, active=False)
    other = opened(tmp_path / "copy", tenant="other")
    tokens["stranger"] = other.key("per_owner")
    for token in (None, "wrong", *tokens.values()):
        given = {"Authorization": f"Bearer {token}"} if token else {}
        for one in operations():
            ids = {part: FIXED.get(part, MISSING) for part in one.parts}
            answer = call(api, one, company, None, ids, given)
            assert answer.status == 401, (one.id, answer.text)
            assert answer.headers["www-authenticate"].startswith("Bearer")
            unseen(company, who, one, answer, ids, nothing=True)
    close(other)
    close(api)


def theirs(one: Operation, company: Company, who: Principal) -> str | None:
    """The id of the first thing on the way that they may see, where there is one."""
    known = one.parts[0] in KINDS
    return visible(company, who, one.parts[0], STATES.get(one.id, "")) if known else None


def ways(one: Operation, company: Company, who: Principal) -> Iterator[dict[str, str]]:
    """The ids an operation is asked with: theirs, somebody else's, none at all."""
    if not one.parts:
        yield {}
        return
    first, *others = one.parts
    rest = {part: FIXED.get(part, MISSING) for part in others}
    if first in FIXED:
        yield {first: FIXED[first], **rest}
        return
    for thing in (theirs(one, company, who), hidden(company, who, first), MISSING):
        if thing is not None:
            yield {first: thing, **rest}


def call(
    api: Api,
    one: Operation,
    company: Company,
    who: Principal | None,
    ids: dict[str, str],
    headers: dict[str, str] | None = None,
    sending: Any = None,
) -> Said:
    """One request to an operation; `sending` instead of the body that fits."""
    path, more = one.path.format(**ids), {}
    sent = {"If-Match": "*", **_resuming(one), **(headers or {})}
    if one.body is not None:
        more["json"] = sending or body(one, company, who or PRINCIPALS[0])
    if one.takes:
        more["content"] = b"WEBVTT\n\n00:00.000 --> 00:02.000\n<v Ann>What is the budget?\n"
        sent["Content-Type"] = one.takes[0] if one.headers else "text/vtt"
        path += "" if one.headers else "?file_name=talk.vtt&consent=all-party"
    if one.id in ("search", "findSubjects", "searchUtterances"):
        path += "?q=ZQ"
    if one.id == "explainPolicy":
        path += "?resource=deal"
    return api.ask(one.method, path, who.id if who else None, headers=sent, **more)


def _resuming(one: Operation) -> dict[str, str]:
    """The headers of an upload in parts; longer than what is sent of it."""
    if "TusResumable" not in one.headers:
        return {}
    return {"Tus-Resumable": "1.0.0", "Upload-Offset": "0", "Upload-Length": "1000"}


def pages(api: Api, who: Principal, path: str) -> set[str]:
    """The ids on every page of a list; none where it is refused."""
    found: list[str] = []
    link: str | None = path
    while link is not None:
        answer = api.ask("GET", link, who.id)
        if answer.status == 403:
            return set()
        assert answer.status == 200, answer.text
        found += [row["id"] for row in answer.json()["items"]]
        after = re.match(r"<([^>]+)>", answer.headers.get("link", ""))
        link = after[1] if after else None
    assert len(found) == len(set(found))
    return set(found)


def seen(answer: Said, thing: str) -> tuple[int, str, dict[str, str]]:
    """Everything but the id that was asked for and what differs from request to request."""
    headers = {name: value for name, value in answer.headers.items() if name != "x-request-id"}
    length = headers.pop("content-length", "0")
    del length  # it differs with the length of the id
    return answer.status, answer.text.replace(thing, "<id>"), headers


def unseen(
    company: Company,
    who: Principal,
    one: Operation,
    answer: Said,
    ids: dict[str, str],
    *,
    nothing: bool = False,
) -> None:
    """No canary in the answer that is not for them, but what they gave themselves."""
    told = words_not_theirs(company, who, answer, ids, nothing=nothing)
    assert not told, (one.id, ids, told[:3])
