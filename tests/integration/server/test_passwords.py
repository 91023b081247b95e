"""Hashes are slow, alike for everybody, and never many at once."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from revrise.adapters.identity.argon2 import Argon2Passwords
from revrise.adapters.identity.tokens import SystemTokens


@pytest.fixture(scope="module")
def passwords() -> Argon2Passwords:
    """As in production."""
    return Argon2Passwords()


def spent(passwords: Argon2Passwords, hashed: str | None) -> float:
    """CPU seconds of one attempt, the best of three: others may be using the machine."""
    found = []
    for _ in range(3):
        began = time.thread_time()
        passwords.verify("a wrong password", hashed)
        found.append(time.thread_time() - began)
    return min(found)


def test_a_password_is_known_again_and_no_other(passwords: Argon2Passwords) -> None:
    hashed = passwords.hash("correct horse")
    assert hashed.startswith("$argon2id$v=19$m=49152,t=2,p=1$")
    assert passwords.verify("correct horse", hashed)
    assert not passwords.verify("correct horsf", hashed)
    assert hashed != passwords.hash("correct horse")


@pytest.mark.parametrize("broken", ["", "x", "$argon2id$v=19$m=49152,t=2,p=1$AAAA"])
def test_what_is_no_hash_opens_nothing(passwords: Argon2Passwords, broken: str) -> None:
    assert not passwords.verify("x", broken)


def test_an_unknown_person_takes_as_long_as_a_known_one(passwords: Argon2Passwords) -> None:
    known, unknown = spent(passwords, passwords.hash("correct horse")), spent(passwords, None)
    assert known > 0.02
    assert 0.5 < unknown / known < 2


def test_two_are_tried_at_a_time(passwords: Argon2Passwords) -> None:
    """Each holds 48 MiB: eight at once would hold 384."""
    hashed, before = passwords.hash("correct horse"), peak_mb()
    with ThreadPoolExecutor(8) as crowd:
        assert all(crowd.map(lambda _: passwords.verify("correct horse", hashed), range(16)))
    assert peak_mb() - before < 160


def peak_mb() -> float:
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def test_tokens_are_long_and_never_the_same() -> None:
    tokens = {SystemTokens().new() for _ in range(1_000)}
    assert len(tokens) == 1_000
    assert min(map(len, tokens)) >= 43
