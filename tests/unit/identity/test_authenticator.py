"""Who was found out is remembered for half a second, and not longer."""

from typing import Any

from attrs import define, field

from revrise.apps.server.auth import FRESH_S, SessionAuthenticator
from revrise.apps.server.cookies import SessionCookie
from revrise.core.governance.actor import Actor
from revrise.services.identity.credentials import Identified

COOKIE = SessionCookie(encrypted=False, days=7)
NINA = Identified(Actor("acme", "nina", frozenset({"rep"})), "Nina", "zh-CN", "session", "ses_1")


@define
class Asked:
    """Credentials that count how often they are asked."""

    answer: Identified | None = NINA
    times: int = 0

    def of_session(self, token: str) -> Identified | None:
        self.times += 1
        return self.answer

    of_key = of_session


@define
class Connection:
    """What an authenticator reads of a request."""

    headers: dict[str, str] = field(factory=dict)
    cookies: dict[str, str] = field(factory=dict)


@define
class Time:
    now: float = 100.0

    def __call__(self) -> float:
        return self.now


def world() -> tuple[SessionAuthenticator, Asked, Time, Any]:
    asked, time = Asked(), Time()
    found: Any = SessionAuthenticator(asked, COOKIE, time)  # type: ignore[arg-type]
    return found, asked, time, Connection(cookies={COOKIE.name: "token"})


def test_many_requests_cost_one_look() -> None:
    one, asked, _, request = world()
    assert not one.quick(request)
    assert [one.principal(request).actor.person_id for _ in range(50)] == ["nina"] * 50
    assert asked.times == 1
    assert one.quick(request)


def test_half_a_second_later_it_looks_again() -> None:
    one, asked, time, request = world()
    one.principal(request)
    time.now += FRESH_S
    asked.answer = None
    assert one.principal(request) is None
    assert asked.times == 2
    assert FRESH_S < 1


def test_nobody_is_asked_about_a_request_without_credential() -> None:
    one, asked, _, _ = world()
    empty: Any = Connection()
    assert one.quick(empty)
    assert one.principal(empty) is None
    assert asked.times == 0


def test_whoever_logs_out_is_forgotten_at_once() -> None:
    one, asked, _, request = world()
    one.principal(request)
    one.forget("token")
    asked.answer = None
    assert one.principal(request) is None


def test_a_key_and_a_session_are_not_mixed_up() -> None:
    one, asked, _, _ = world()
    key: Any = Connection({"authorization": "Bearer token"}, {COOKIE.name: "other"})
    assert one.principal(key) is not None
    basic: Any = Connection({"authorization": "Basic token"}, {COOKIE.name: "token"})
    assert one.principal(basic) is None
    assert asked.times == 1


def test_the_language_is_one_the_pages_have() -> None:
    one, _, _, request = world()
    assert one.principal(request).locale == "zh"
