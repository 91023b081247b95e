"""Credentials as text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from revrise.core.identity.secret import (
    Credential,
    invitation_credential,
    key_credential,
    session_credential,
)

SECRET = "s" * 43


@pytest.mark.parametrize(
    ("prefix", "read", "written"),
    [
        ("ses", session_credential, "dotted"),
        ("key", key_credential, "as_key"),
        ("acc", invitation_credential, "dotted"),
    ],
)
def test_what_is_written_is_read_again(prefix, read, written) -> None:
    made = Credential(f"{prefix}_{'0a' * 16}", SECRET)
    assert read(getattr(made, written)) == made


@given(st.text(max_size=200))
def test_anything_else_is_no_credential(text: str) -> None:
    for read in (session_credential, key_credential, invitation_credential):
        assert read(text) is None


def test_a_secret_is_kept_as_a_hash_and_shown_nowhere() -> None:
    made = Credential("ses_" + "0" * 32, SECRET)
    assert SECRET not in repr(made)
    assert SECRET not in made.hash
    assert made.fits(made.hash)
    assert not made.fits("")
    assert not Credential(made.id, SECRET + "x").fits(made.hash)


def test_the_form_token_is_the_sessions_own_and_does_not_give_it_away() -> None:
    one, other = (Credential("ses_" + "0" * 32, letter * 43) for letter in "ab")
    assert one.csrf != other.csrf
    assert one.csrf not in (one.secret, one.hash)
