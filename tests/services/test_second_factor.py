"""A second factor: switched on, asked for at log-in, never taken twice, reset, demanded by role."""

from datetime import timedelta
from typing import Any

import pyotp
import pytest
from attrs import evolve, frozen
from tests.services.conftest import TENANT, World

from revrise.adapters.identity.argon2 import Argon2Passwords
from revrise.adapters.identity.guesses import ZxcvbnGuesses
from revrise.adapters.identity.tokens import SystemTokens
from revrise.adapters.identity.totp import Totp
from revrise.core.errors import Conflict, NotFound, Refused
from revrise.core.governance.actor import Actor
from revrise.core.identity.login_step import LoginStep
from revrise.core.identity.second_factor import SecondFactor
from revrise.core.identity.session import Session
from revrise.core.identity.throttle import Locked
from revrise.core.people.person import Person
from revrise.services.identity.accounts import Accounts, ChangePassword, SetPassword
from revrise.services.identity.credentials import Credentials
from revrise.services.identity.factor_book import FactorBook
from revrise.services.identity.second_factors import ConfirmFactor, SecondFactors
from revrise.services.identity.second_step import FinishLogIn, SecondStep
from revrise.services.identity.sign_in import HalfIn, LoggedIn, LogIn, SignIn

WORD = "correct horse battery staple"
CHEAP = {"time_cost": 1, "memory_cost": 8, "parallelism": 1}


@frozen
class Door:
    """The services of logging in, in a world where Nina has a password."""

    world: World
    sign_in: SignIn
    factors: SecondFactors
    step: SecondStep
    accounts: Accounts
    credentials: Credentials

    @property
    def nina(self) -> Actor:
        return self.world.by("nina")

    def log_in(self, login: str = "nina", word: str = WORD) -> LoggedIn | HalfIn:
        return self.sign_in.log_in(LogIn(login, word, address="10.1.1.1"))

    def half(self, login: str = "nina") -> str:
        found = self.log_in(login)
        assert isinstance(found, HalfIn)
        return found.token

    def switch_on(self) -> tuple[str, tuple[str, ...]]:
        """Nina's secret and recovery codes; the next code is a fresh one."""
        secret = self.factors.start(self.nina).secret
        codes = self.factors.confirm(ConfirmFactor(self.code(secret)), self.nina)
        self.pass_time(seconds=60)
        return secret, codes

    def code(self, secret: str, later: int = 0) -> str:
        return pyotp.TOTP(secret).at(self.world.desk.clock.now() + timedelta(seconds=later))

    def finish(self, token: str, code: str) -> LoggedIn:
        return self.step.finish(FinishLogIn(token, code))

    def pass_time(self, **span: Any) -> None:
        self.world.desk.clock.advance(timedelta(**span))


def door_of(world: World, *required: str) -> Door:
    desk, passwords, tokens = world.desk, Argon2Passwords(CHEAP), SystemTokens()
    sign_in = SignIn(desk, TENANT, passwords, tokens, required_for=frozenset(required))
    factors = SecondFactors(FactorBook(desk, TENANT, Totp()), sign_in.opening, passwords)
    accounts = Accounts(desk, TENANT, passwords, tokens, ZxcvbnGuesses())
    return Door(world, sign_in, factors, SecondStep(factors), accounts, Credentials(desk, TENANT))


@pytest.fixture
def door(world: World) -> Door:
    world.put(Person("nina", "Nina", "nina@example.org", "north"))
    made = door_of(world)
    made.accounts.set_password(SetPassword("nina", WORD), world.by(None))
    return made


def test_a_password_alone_opens_nothing_once_a_factor_is_on(door: Door) -> None:
    secret, _ = door.switch_on()
    before = len(door.world.all(Session))
    token = door.half()
    assert len(door.world.all(Session)) == before
    assert door.credentials.of_session(token) is None
    made = door.finish(token, door.code(secret))
    who = door.credentials.of_session(made.token)
    assert who is not None
    assert who.actor.person_id == "nina"


def test_a_factor_that_was_never_confirmed_is_not_asked_for(door: Door) -> None:
    door.factors.start(door.nina)
    assert isinstance(door.log_in(), LoggedIn)


def test_a_code_is_never_taken_twice_nor_an_older_one(door: Door) -> None:
    secret, _ = door.switch_on()
    code, older = door.code(secret), door.code(secret, -30)
    door.finish(door.half(), code)
    for again in (code, older):
        with pytest.raises(Refused):
            door.finish(door.half(), again)
    door.pass_time(seconds=30)
    assert door.finish(door.half(), door.code(secret))


@pytest.mark.parametrize(
    ("off", "taken"), [(-90, False), (-30, True), (0, True), (30, True), (90, False)]
)
def test_a_phone_may_be_half_a_minute_off(door: Door, off: int, taken: bool) -> None:
    secret, _ = door.switch_on()
    door.pass_time(minutes=5)
    token = door.half()
    if taken:
        assert door.finish(token, door.code(secret, off))
    else:
        with pytest.raises(Refused):
            door.finish(token, door.code(secret, off))


def test_a_recovery_code_opens_one_log_in(door: Door) -> None:
    _, codes = door.switch_on()
    assert len(set(codes)) == 10
    assert door.finish(door.half(), codes[3].upper().replace("-", " "))
    with pytest.raises(Refused):
        door.finish(door.half(), codes[3])
    assert door.factors.state(door.nina).recovery_left == 9


@pytest.mark.parametrize(
    "typed", ["", "12345", "1234567", "abcdef", "٠١٢٣٤٥", "000000", "-", "a" * 40]
)
def test_anything_else_is_refused(door: Door, typed: str) -> None:
    door.switch_on()
    with pytest.raises(Refused):
        door.finish(door.half(), typed)


def test_wrong_codes_lock_the_person_like_wrong_passwords(door: Door) -> None:
    secret, codes = door.switch_on()
    token = door.half()
    for _ in range(5):
        with pytest.raises(Refused) as caught:
            door.finish(token, "000000")
        assert not isinstance(caught.value, Locked)
    for right in (door.code(secret), codes[0]):
        with pytest.raises(Locked):
            door.finish(door.half(), right)
    door.pass_time(seconds=16)
    assert door.finish(door.half(), door.code(secret))


def test_a_half_log_in_is_good_for_one_session_and_ten_minutes(door: Door) -> None:
    secret, _ = door.switch_on()
    token = door.half()
    door.finish(token, door.code(secret))
    door.pass_time(seconds=30)
    with pytest.raises(NotFound):
        door.finish(token, door.code(secret))
    late = door.half()
    door.pass_time(minutes=11)
    for over in (late, late + "x", "stp_" + "0" * 32 + "." + "a" * 43, "", "ses_x"):
        with pytest.raises(NotFound):
            door.finish(over, door.code(secret))


def test_a_new_password_ends_sessions_and_half_log_ins(door: Door) -> None:
    secret, _ = door.switch_on()
    session = door.finish(door.half(), door.code(secret)).token
    token = door.half()
    door.accounts.change_password(ChangePassword(WORD, "tangerine orbit cello 41"), door.nina)
    door.pass_time(seconds=30)
    assert door.credentials.of_session(session) is None
    with pytest.raises(NotFound):
        door.finish(token, door.code(secret))


def test_who_is_deactivated_half_way_does_not_get_in(door: Door) -> None:
    secret, _ = door.switch_on()
    token = door.half()
    nina = next(one for one in door.world.all(Person) if one.id == "nina")
    door.world.change(evolve(nina, active=False, version=nina.version + 1))
    with pytest.raises(NotFound):
        door.finish(token, door.code(secret))


def test_switching_on_ends_every_other_session(door: Door) -> None:
    kept, other = door.log_in(), door.log_in()
    assert isinstance(kept, LoggedIn)
    secret = door.factors.start(door.nina).secret
    door.factors.confirm(ConfirmFactor(door.code(secret), kept.session_id), door.nina)
    assert door.credentials.of_session(kept.token) is not None
    assert door.credentials.of_session(other.token) is None


def test_a_factor_that_is_on_is_not_started_over(door: Door) -> None:
    door.switch_on()
    with pytest.raises(Conflict):
        door.factors.start(door.nina)
    with pytest.raises(NotFound):
        door.factors.confirm(ConfirmFactor("000000"), door.nina)


def test_switching_off_and_new_codes_take_the_password(door: Door) -> None:
    _, codes = door.switch_on()
    for step in (door.factors.new_codes, door.factors.switch_off):
        with pytest.raises(Refused):
            step("a wrong password", door.nina)
    fresh = door.factors.new_codes(WORD, door.nina)
    assert not set(fresh) & set(codes)
    with pytest.raises(Refused):
        door.finish(door.half(), codes[0])
    assert door.finish(door.half(), fresh[0])
    door.factors.switch_off(WORD, door.nina)
    assert isinstance(door.log_in(), LoggedIn)
    with pytest.raises(NotFound):
        door.factors.switch_off(WORD, door.nina)


def test_proofs_are_throttled_too(door: Door) -> None:
    door.switch_on()
    for _ in range(5):
        with pytest.raises(Refused):
            door.factors.switch_off("a wrong password", door.nina)
    with pytest.raises(Locked):
        door.factors.switch_off(WORD, door.nina)


def test_an_administrator_resets_a_factor_and_with_it_the_sessions(door: Door) -> None:
    secret, _ = door.switch_on()
    session = door.finish(door.half(), door.code(secret)).token
    with pytest.raises(Refused):
        door.factors.reset("nina", door.world.by("n1"))
    door.factors.reset("nina", door.world.by("admin"))
    assert door.credentials.of_session(session) is None
    assert isinstance(door.log_in(), LoggedIn)
    with pytest.raises(NotFound):
        door.factors.reset("nina", door.world.by("admin"))


def test_a_role_may_demand_a_factor_which_is_set_up_before_anything_opens(door: Door) -> None:
    strict = door_of(door.world, "rep")
    found = strict.log_in()
    assert isinstance(found, HalfIn)
    assert found.missing == "enrol"
    told = strict.step.enrolment(found.token)
    assert strict.step.enrolment(found.token).secret == told.secret
    with pytest.raises(NotFound):
        strict.finish(found.token, strict.code(told.secret))
    with pytest.raises(Refused):
        strict.step.enrol(FinishLogIn(found.token, "000000"))
    done = strict.step.enrol(FinishLogIn(found.token, strict.code(told.secret)))
    assert strict.credentials.of_session(done.logged_in.token) is not None
    with pytest.raises(Refused):
        strict.factors.switch_off(WORD, strict.nina)
    assert strict.finish(strict.half(), done.codes[0])
    with pytest.raises(NotFound):
        strict.step.enrol(FinishLogIn(found.token, strict.code(told.secret)))


def test_nothing_of_it_is_stored_as_it_is_but_the_secret(door: Door) -> None:
    _, codes = door.switch_on()
    token = door.half().split(".")[1]
    kept = str([vars_of(one) for kind in (SecondFactor, LoginStep) for one in door.world.all(kind)])
    for code in codes:
        assert code not in kept
        assert code.replace("-", "") not in kept
    assert token not in kept


def vars_of(thing: Any) -> list[Any]:
    return [getattr(thing, name) for name in thing.__slots__ if not name.startswith("__")]


def test_every_step_is_in_the_audit_log_without_secrets(door: Door) -> None:
    secret, _ = door.switch_on()
    door.finish(door.half(), door.code(secret))
    door.factors.reset("nina", door.world.by("admin"))
    said = door.world.audited
    for action in ("started", "confirmed", "used", "reset"):
        assert f"second_factor.{action}" in said
    assert "session.half_opened" in said
