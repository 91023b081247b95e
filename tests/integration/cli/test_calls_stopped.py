"""What stopped calls, and all of a cause started again, from the command line."""

import json
from typing import Any

from tests.support.stopped_calls import ERROR, REMEDY, stop

from revrise.apps.assembly import RevRise


def test_causes_are_listed_and_their_calls_started_again(say: Any, app: RevRise) -> None:
    assert "No call waits" in say("calls", "stopped").out
    assert json.loads(say("calls", "stopped", "--json").out) == []
    cause = stop(app, "rep", "one", "two", "three")
    told = say("calls", "stopped").out
    for part in (cause, "3 calls since 2025-11-02 09:00 UTC", ERROR, f"to do: {REMEDY}"):
        assert part in told
    (found,) = json.loads(say("calls", "stopped", "--json").out)
    assert (found["id"], found["calls"], found["remedy"]) == (cause, 3, REMEDY)
    done = json.loads(say("calls", "restart", cause, "--json").out)
    assert done == {"cause": cause, "started": 3, "left": 0}
    again = say("calls", "restart", cause)
    assert (again.code, again.out) == (1, "")
    assert f"no call waits because of {cause}" in again.err
    assert "No call waits" in say("calls", "stopped").out
    app.job_engine.run_all()
    scored = json.loads(say("calls", "list", "--json").out)
    assert {one["state"] for one in scored} == {"analysed"}


def test_only_who_runs_the_system_sees_and_starts_them(say: Any, app: RevRise) -> None:
    cause = stop(app, "rep", "one")
    for words in (("stopped",), ("restart", cause)):
        refused = say("calls", *words, "--as", "rep")
        assert refused.code == 4, refused
        assert refused.out == ""
    assert say("calls", "restart", "cause_nothing").code == 1
    assert say("calls", "restart", cause).out == "1 call started again\n"
