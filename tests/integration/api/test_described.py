"""The API is what its description says: fuzzed by Schemathesis, and reached with real things."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.config import SchemathesisConfig
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import ignored_auth
from tests.integration.api.test_uploads import record
from tests.support.api import Api
from tests.support.canary_more import agreed_call, file_of
from tests.support.stopped_calls import stop
from tests.support.swept_operations import FIXED, STATES, body, visible
from tests.support.visibility import PRINCIPALS, Principal

from revrise.apps.api.handlers import operations
from revrise.apps.api.operation import Operation
from revrise.services.assignments.giving import GiveCall
from revrise.services.calls.receiving import ReceiveCall
from revrise.services.identity.accounts import SetPassword
from revrise.services.identity.keyring import MakeKey
from revrise.services.identity.sign_in import LogIn
from revrise.services.privacy.holds import PlaceHold

schemathesis.serializer.alias("application/offset+octet-stream", "application/octet-stream")
# Schemathesis' client leaves streams of the library it stands on to the garbage collector.
pytestmark = [
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
OWNER = next(who for who in PRINCIPALS if who.role == "owner")
# First who may everything, then who alone may some of it.
ASKED = [OWNER, *(who for who in PRINCIPALS if who is not OWNER)]
ORDER = ("GET", "HEAD", "PATCH", "PUT", "POST", "DELETE")
EXAMPLES = 3
NUMBERS = count()
REFUSED = [400, 401, 403, 404, 405, 406, 409, 412, 415, 422, 428]
# What the decoder says of a body or parameter that does not fit its schema.
OF_SCHEMA = {"type", "missing", "unknown", "length", "range", "choice"}
# What leaves a course as others cannot take it comes after them.
LATE = {"editCourse", "retireCourse"}
BY_ID = {
    one.id: one
    for one in sorted(operations(), key=lambda one: (one.id in LATE, ORDER.index(one.method)))
}
# Who is nobody is the sweep's to ask.
ELSEWHERE = [ignored_auth]


@pytest.fixture(scope="module")
def described(api: Api) -> Any:
    """The description, as it is served, of an installation where everything can be reached."""
    record(api, agreed=True)
    api.app.blobs.put(api.app.settings.tenant, [file_of("per_n1")])
    bearer = {"Authorization": f"Bearer {api.key(OWNER.id)}"}
    config = SchemathesisConfig.from_dict(
        {
            "checks": {
                # Too much of a wrong thing is wrong too.
                "negative_data_rejection": {"expected-statuses": [*REFUSED, 413]},
                # What fits the schema may still not fit the things that are there: another
                # version, a cursor nobody gave, an end before its beginning.
                "positive_data_acceptance": {"expected-statuses": ["2xx", *REFUSED, 412, 416]},
            }
        }
    )
    return schemathesis.openapi.from_asgi(
        "/openapi.json", api.client.app, headers=bearer, config=config
    )


@pytest.fixture(scope="module")
def by_id(described: Any) -> dict[str, Any]:
    found = [result.ok() for result in described.get_all_operations()]
    return {one.definition.raw["operationId"]: one for one in found}


def test_every_operation_is_described(by_id: dict[str, Any]) -> None:
    # Those three are doors, not operations of somebody who is known: described by hand.
    assert set(by_id) == {*BY_ID, "logIn", "logOut", "takeSignedCall"}


def test_who_is_nobody_may_log_in_and_out(api: Api, by_id: dict[str, Any]) -> None:
    for name, well in (("logIn", "201"), ("logOut", "204")):
        raw = by_id[name].definition.raw
        assert raw["security"] == []
        assert {well, "401", "429"} <= set(raw["responses"])
    for wrong in ({"login": "", "password": "not the right words"}, {"login": "nobody"}):
        assert api.ask("POST", "/v1/session", json=wrong).status == 422


def test_fitting_requests_are_answered_as_described_and_nearly_all_reach_their_end(
    api: Api, by_id: dict[str, Any]
) -> None:
    reached = {name for name, one in BY_ID.items() if reaches(api, by_id[name], one)}
    share = len(reached) / len(BY_ID)
    print(f"\n{len(reached)} of {len(BY_ID)} operations reached a 2xx: {share:.1%}")  # noqa: T201
    assert share >= 0.95, " ".join(sorted(set(BY_ID) - reached))


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize("name", BY_ID)
def test_whatever_is_sent_the_answer_is_one_that_is_described(
    api: Api, by_id: dict[str, Any], name: str, mode: GenerationMode
) -> None:
    headers = {"Authorization": f"Bearer {api.key(OWNER.id)}"}
    one, described = BY_ID[name], by_id[name]
    if mode is GenerationMode.NEGATIVE and not (one.body or one.query or one.listing or one.parts):
        pytest.skip("there is nothing to get wrong")

    @given(case=described.as_strategy(generation_mode=mode), real=st.booleans())
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def fuzz(case: Any, real: bool) -> None:
        if real and one.parts and mode is GenerationMode.POSITIVE:
            case.path_parameters = next(ids(one, api, OWNER), case.path_parameters)
        if mode is GenerationMode.POSITIVE:
            case.body = whole(case.body)
        answer = case.call(headers=headers)
        case.validate_response(answer, headers=headers, excluded_checks=ELSEWHERE)
        if mode is GenerationMode.POSITIVE and answer.status_code == 422:
            wrong = {one["code"] for one in answer.json().get("errors", ())}
            assert not wrong & OF_SCHEMA, answer.text

    fuzz()


def reaches(api: Api, described: Any, one: Operation) -> bool:
    """Whether somebody gets a 2xx; whoever asks is answered as described."""
    for who in ASKED:
        case = fitting(described, one, api, who)
        if case is None:
            continue
        headers = {"Authorization": f"Bearer {api.key(who.id)}"}
        answer = case.call(headers=headers)
        case.validate_response(answer, headers=headers, excluded_checks=ELSEWHERE)
        if answer.status_code < 300:
            return True
    return False


def whole(value: Any) -> Any:
    """A schema takes 1.0 for a whole number; the API wants it written as one."""
    if isinstance(value, dict):
        return {name: whole(one) for name, one in value.items()}
    if isinstance(value, list):
        return [whole(one) for one in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def fitting(described: Any, one: Operation, api: Api, who: Principal) -> Any:
    """A request with real ids and a body that fits; None where they have no such thing."""
    chosen = next(ids(one, api, who), None)
    if chosen is None:
        return None
    made: dict[str, Any] = {"path_parameters": chosen, "headers": {}, "query": {}}
    if one.versioned is not None:
        made["headers"]["If-Match"] = "*"
    if "TusResumable" in one.headers:
        made["headers"] |= {"Tus-Resumable": "1.0.0", "Upload-Length": "99", "Upload-Offset": "0"}
    if one.body is not None:
        made |= {"body": body(one, api.company, who), "media_type": "application/json"}
    made["query"] = QUERIES.get(one.id, {})
    if one.takes:
        media = one.takes[0] if one.headers else "application/octet-stream"
        made |= {"body": VTT, "media_type": media}
    return described.Case(**made)


def ids(one: Operation, api: Api, who: Principal) -> Iterator[dict[str, str]]:
    """The ids of things they may see, in the state the operation needs."""
    found = {}
    for part in one.parts:
        wanted = STATES.get(one.id, "")
        known = _made(api, part) or FIXED.get(part)
        found[part] = known or visible(api.company, who, part, wanted)
        if found[part] is None:
            return
    yield found


def _made(api: Api, part: str) -> str | None:
    """What tests make for themselves: a key, a session."""
    actor = api.app.actor(OWNER.id)
    if part == "call_upload_id":
        return api.app.resuming.begin(99, ReceiveCall("", "a.vtt", OWNER.id), actor).id
    if part == "key_id":
        return api.app.keyring.make_key(MakeKey("to end"), actor).id
    if part == "hold_id":
        return api.app.holds.place(PlaceHold("person", "per_n2", "A court asks"), actor).id
    if part == "cause_id":
        return stop(api.app, OWNER.id, f"stopped{next(NUMBERS)}")
    if part in ("blind_assignment_id", "blind_review_id"):
        assignment, review = _given(api)
        return assignment if part == "blind_assignment_id" else review
    return _session(api) if part == "session_id" else None


def _session(api: Api) -> str:
    actor = api.app.actor(OWNER.id)
    login = api.app.accounts.set_password(SetPassword(OWNER.id, WORDS), actor)
    api.app.sign_in.log_in(LogIn(login, WORDS))
    return str(api.app.keyring.sessions(actor)[0]["id"])


def _given(api: Api) -> tuple[str, str]:
    """A call given to two reviewers, and the review of the owner, who is one of them."""
    app, actor = api.app, api.app.actor(OWNER.id)
    if not app.assignments.mine(actor):
        for one in app.assignments.list(actor):
            if one.assignment.state == "running":
                app.giving.end(one.assignment.id, actor)
        due = app.clock.now() + timedelta(days=7)
        call = agreed_call(api.company).id
        app.giving.give(GiveCall(call, "active-listening", (OWNER.id, "per_coach"), due), actor)
    (given,) = app.assignments.mine(actor)
    return given.review.assignment_id, given.review.id


WORDS = "correct horse battery staple"
VTT = b"WEBVTT\n\n00:00.000 --> 00:02.000\n<v Ann>What is the budget?\n"
QUERIES = {
    "search": {"q": "ZQ"},
    "searchUtterances": {"q": "budget"},
    "explainPolicy": {"resource": "deal"},
    "findSubjects": {"q": "per_n1"},
    "uploadCall": {"file_name": "talk.vtt", "consent": "all-party"},
}
