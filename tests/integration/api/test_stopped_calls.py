"""What stopped calls, over HTTP, and all calls of a cause started again."""

from tests.support.api import Api
from tests.support.stopped_calls import ERROR, REMEDY, stop

from revrise.core.conversations.call import Call
from revrise.core.governance.rule import where
from revrise.core.governance.scope import system_scope
from revrise.ports.query import Query

AT, ADMIN, REP = "/v1/stopped-calls", "per_admin", "per_n1"


def states(api: Api, *ids: str) -> set[str]:
    scope = system_scope(api.app.settings.tenant, "call", "read", "test")
    with api.app.store.read(api.app.actor()) as work:
        return {one.state for one in work.of(Call).load_many(scope, Query(where(id=ids)))}


def test_an_administrator_sees_the_cause_and_starts_its_calls_by_a_job(api: Api) -> None:
    assert api.ask("GET", AT, ADMIN).json() == {"items": []}
    cause = stop(api.app, "per_n1", "one", "two")
    (found,) = api.ask("GET", AT, ADMIN).json()["items"]
    assert found == {
        "id": cause,
        "remedy": REMEDY,
        "calls": 2,
        "error": ERROR,
        "errors": 1,
        "since": "2025-11-02T09:00:00Z",
        "job": None,
    }
    first = api.ask("POST", f"{AT}/{cause}:restart", ADMIN)
    assert (first.status, first.json()["calls"]) == (202, 2)
    again = api.ask("POST", f"{AT}/{cause}:restart", ADMIN)
    assert (again.status, again.json()) == (202, first.json())
    assert first.headers["location"] == f"/v1/jobs/{first.json()['job']}"
    assert api.ask("GET", AT, ADMIN).json()["items"][0]["job"] == first.json()["job"]
    api.app.job_engine.run_all()
    done = api.ask("GET", first.headers["location"], ADMIN).json()
    assert (done["state"], done["result"]["started"]) == ("succeeded", 2)
    assert states(api, "call_one", "call_two") == {"analysed"}
    later = api.ask("POST", f"{AT}/{cause}:restart", ADMIN)
    assert (later.status, later.json()["calls"]) == (202, 0)
    assert later.json()["job"] == first.json()["job"]


def test_nobody_else_sees_or_starts_them_and_a_forged_cause_is_none(api: Api) -> None:
    cause = stop(api.app, "per_n1", "three")
    for who in (REP, "per_coach", "per_s1"):
        assert api.ask("GET", AT, who).status == 403
        assert api.ask("POST", f"{AT}/{cause}:restart", who).status == 403
    assert api.ask("GET", AT).status == 401
    for forged in ("cause_nothing", "%00", "x" * 300, cause + "'", "call_three"):
        assert api.ask("POST", f"{AT}/{forged}:restart", ADMIN).status in (400, 404)
    assert states(api, "call_three") == {"failed"}
