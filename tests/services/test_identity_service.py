"""Logging in, staying logged in, keys, invitations, and being put out."""

from typing import Any

import pytest
from attrs import evolve
from tests.services.identity_world import CHEAP, NINA, OTHER, WORD, Identity, identity

from revrise.adapters.identity.argon2 import Argon2Passwords
from revrise.core.errors import Invalid, NotFound, Refused
from revrise.core.identity.account import LocalAccount
from revrise.core.identity.api_key import ApiKey
from revrise.core.identity.secret import key_credential
from revrise.core.identity.session import Session
from revrise.core.identity.throttle import Locked
from revrise.core.people.person import Person
from revrise.services.identity.accounts import (
    AcceptInvitation,
    ChangePassword,
    SetPassword,
)
from revrise.services.identity.keyring import MakeKey
from revrise.services.identity.sign_in import LogIn

__all__ = ["identity"]


@pytest.mark.parametrize("login", ["nina@example.org", " NINA@Example.org ", "nina"])
def test_the_right_password_opens_a_session_of_that_person(identity: Identity, login: str) -> None:
    who = identity.credentials.of_session(identity.log_in(login))
    assert who is not None
    assert (who.actor.person_id, who.via, who.read_only) == ("nina", "session", False)
    assert who.actor.subtree == {"north"}


def test_nothing_secret_is_stored_as_it_is(identity: Identity) -> None:
    token = identity.log_in()
    key = identity.keys.make_key(MakeKey("ci"), identity.world.by("nina")).token
    invited = identity.accounts.invite("n1", identity.world.by(None)).token
    everything = "".join(
        str(identity.world.desk.store.__dict__)
        + str([vars_of(one) for one in identity.world.all(kind)])
        for kind in (Session, ApiKey, LocalAccount)
    )
    held = key_credential(key)
    assert held
    for secret in (WORD, token.split(".")[1], held.secret, invited.split(".")[1]):
        assert secret not in everything


def vars_of(thing: Any) -> list[Any]:
    return [getattr(thing, name) for name in thing.__slots__ if not name.startswith("__")]


def test_whoever_fails_is_told_the_same(identity: Identity) -> None:
    identity.world.put(Person("gone", "Gone", "gone@example.org", active=False))
    identity.accounts.invite("n1", identity.world.by(None))
    said = set()
    for login in ("nina@example.org", "nobody@example.org", "gone@example.org", "n1", ""):
        with pytest.raises(Refused) as caught:
            identity.log_in(login, "wrong password here")
        said.add(str(caught.value))
    assert len(said) == 1


def test_a_name_nobody_has_is_locked_like_one_somebody_has(identity: Identity) -> None:
    for login in ("nina@example.org", "nobody@example.org"):
        outcomes = []
        for _ in range(6):
            with pytest.raises(Refused) as caught:
                identity.log_in(login, "wrong password here")
            outcomes.append(type(caught.value))
        assert outcomes == [Refused] * 5 + [Locked]


def test_while_locked_even_the_right_password_waits(identity: Identity) -> None:
    for _ in range(5):
        with pytest.raises(Refused):
            identity.log_in(word="wrong password here")
    with pytest.raises(Locked):
        identity.log_in()
    identity.pass_time(seconds=16)
    assert identity.log_in()
    with pytest.raises(Refused) as caught:
        identity.log_in(word="wrong password here")
    assert not isinstance(caught.value, Locked)  # the count began anew


def test_one_address_cannot_try_many_names(identity: Identity) -> None:
    for number in range(30):
        with pytest.raises(Refused):
            identity.log_in(f"somebody-{number}", "wrong password here", address="192.0.2.7")
    with pytest.raises(Locked):
        identity.log_in(address="192.0.2.7")
    assert identity.log_in(address="192.0.2.8")


def test_a_new_log_in_ends_the_session_the_browser_had(identity: Identity) -> None:
    first = identity.log_in()
    second = identity.log_in(replaces=first)
    assert identity.credentials.of_session(first) is None
    assert identity.credentials.of_session(second) is not None


def test_logging_out_ends_the_session_once(identity: Identity) -> None:
    token = identity.log_in()
    assert identity.sign_in.log_out(token)
    assert not identity.sign_in.log_out(token)
    assert identity.credentials.of_session(token) is None


def test_a_forged_secret_opens_and_ends_nothing(identity: Identity) -> None:
    token = identity.log_in()
    forged = token.split(".")[0] + "." + "x" * 43
    assert identity.credentials.of_session(forged) is None
    assert not identity.sign_in.log_out(forged)
    assert identity.credentials.of_session(token) is not None


def test_a_session_ends_when_it_is_not_used(identity: Identity) -> None:
    token = identity.log_in()
    identity.pass_time(hours=8)
    assert identity.credentials.of_session(token) is None


def test_a_session_in_use_lives_a_week_and_no_longer(identity: Identity) -> None:
    token = identity.log_in()
    for _ in range(23):
        identity.pass_time(hours=7)
        assert identity.credentials.of_session(token) is not None
    identity.pass_time(hours=7)
    assert identity.credentials.of_session(token) is None


def test_use_is_written_down_now_and_then_only(identity: Identity) -> None:
    token = identity.log_in()
    for _ in range(20):
        identity.credentials.of_session(token)
    identity.pass_time(hours=1)
    for _ in range(20):
        identity.credentials.of_session(token)
    assert identity.world.audited.count("session.used") == 1


def test_whoever_is_deactivated_is_nobody_with_every_credential(identity: Identity) -> None:
    token = identity.log_in()
    key = identity.keys.make_key(MakeKey("ci"), identity.world.by("nina")).token
    identity.world.change(evolve(NINA, active=False, version=2))
    assert identity.credentials.of_session(token) is None
    assert identity.credentials.of_key(key) is None
    with pytest.raises(Refused):
        identity.log_in()


def test_a_key_acts_for_the_person_who_made_it(identity: Identity) -> None:
    nina = identity.world.by("nina")
    reading, full = (identity.keys.make_key(MakeKey("ci", read_only=one), nina) for one in (1, 0))
    assert reading.token.startswith("rr_pat_")
    who = identity.credentials.of_key(reading.token)
    assert who is not None
    assert (who.actor.person_id, who.via, who.read_only) == ("nina", "key", True)
    assert not identity.credentials.of_key(full.token).read_only
    assert identity.credentials.of_session(reading.token) is None


def test_a_key_expires_and_can_be_ended(identity: Identity) -> None:
    nina = identity.world.by("nina")
    short, ended = (identity.keys.make_key(MakeKey(name, 1), nina) for name in "ab")
    identity.keys.end_key(ended.id, nina)
    identity.keys.end_key(ended.id, nina)
    assert identity.credentials.of_key(ended.token) is None
    assert [one["name"] for one in identity.keys.keys(nina)] == ["a"]
    identity.pass_time(days=1)
    assert identity.credentials.of_key(short.token) is None


@pytest.mark.parametrize("command", [MakeKey(""), MakeKey("x" * 81), MakeKey("a", 0)])
def test_a_key_needs_a_name_and_an_end(identity: Identity, command: MakeKey) -> None:
    with pytest.raises(Invalid):
        identity.keys.make_key(command, identity.world.by("nina"))


def test_nobody_sees_or_ends_what_is_somebody_else_s(identity: Identity) -> None:
    identity.log_in()
    key = identity.keys.make_key(MakeKey("ci"), identity.world.by("nina"))
    session = identity.world.all(Session)[0].id
    for other in ("n1", "coach", "manager", "enb"):
        by = identity.world.by(other)
        assert identity.keys.sessions(by, "nina") == []
        assert identity.keys.keys(by, "nina") == []
        with pytest.raises(NotFound):
            identity.keys.end_session(session, by)
        with pytest.raises(NotFound):
            identity.keys.end_key(key.id, by)
        with pytest.raises(Refused):
            identity.accounts.set_password(SetPassword("nina", OTHER), by)
        with pytest.raises(Refused):
            identity.accounts.invite("nina", by)


def test_an_administrator_ends_sessions_and_sees_no_hash(identity: Identity) -> None:
    token, admin = identity.log_in(), identity.world.by("admin")
    (seen,) = identity.keys.sessions(admin, "nina")
    assert "token_hash" not in seen
    identity.keys.end_session(seen["id"], admin)
    assert identity.credentials.of_session(token) is None


def test_an_invitation_sets_the_first_password_once(identity: Identity) -> None:
    invited = identity.accounts.invite("n1", identity.world.by("admin"))
    assert identity.accounts.invitation(invited.token) == "Nora 1"
    with pytest.raises(Invalid):
        identity.accounts.accept(AcceptInvitation(invited.token, "short"))
    identity.accounts.accept(AcceptInvitation(invited.token, OTHER))
    assert identity.log_in(invited.login, OTHER)
    with pytest.raises(NotFound):
        identity.accounts.accept(AcceptInvitation(invited.token, WORD))


def test_an_invitation_lasts_a_week_and_a_newer_one_replaces_it(identity: Identity) -> None:
    owner = identity.world.by(None)
    first = identity.accounts.invite("n1", owner)
    second = identity.accounts.invite("n1", owner)
    for token in (first.token, "acc_" + "0" * 32 + "." + "x" * 43, "", "x"):
        with pytest.raises(NotFound):
            identity.accounts.invitation(token)
    identity.pass_time(days=7)
    with pytest.raises(NotFound):
        identity.accounts.invitation(second.token)


def test_a_changed_password_ends_every_other_session(identity: Identity) -> None:
    here, there = identity.log_in(), identity.log_in()
    nina = identity.world.by("nina")
    with pytest.raises(Refused):
        identity.accounts.change_password(ChangePassword("wrong", OTHER), nina)
    with pytest.raises(Invalid):
        identity.accounts.change_password(ChangePassword(WORD, "nina12345678"), nina)
    identity.accounts.change_password(ChangePassword(WORD, OTHER, here.split(".")[0]), nina)
    assert identity.credentials.of_session(here) is not None
    assert identity.credentials.of_session(there) is None
    assert identity.log_in(word=OTHER)


@pytest.mark.parametrize("near", ["Acme-2026-Acme!", "nina@example.org", "killer2026!1!"])
def test_nobody_takes_the_company_their_address_or_a_leaked_password(
    identity: Identity, near: str
) -> None:
    owner, before = identity.world.by(None), len(identity.world.audited)
    token = identity.accounts.invite("nina", owner).token
    ways = (
        lambda: identity.accounts.set_password(SetPassword("nina", near), owner),
        lambda: identity.accounts.change_password(
            ChangePassword(WORD, near), identity.world.by("nina")
        ),
        lambda: identity.accounts.accept(AcceptInvitation(token, near)),
    )
    for way in ways:
        with pytest.raises(Invalid) as caught:
            way()
        assert (caught.value.culprit, bool(caught.value.remedy)) == ("password", True)
    assert identity.world.audited[before:] == ["account.invited"]


def test_a_hash_made_with_weaker_parameters_is_made_anew(identity: Identity) -> None:
    stronger = evolve(identity.sign_in, passwords=Argon2Passwords(CHEAP | {"time_cost": 2}))
    before = identity.world.all(LocalAccount)[0].password_hash
    stronger.log_in(LogIn("nina", WORD))
    after = identity.world.all(LocalAccount)[0].password_hash
    assert before != after
    assert identity.log_in()
