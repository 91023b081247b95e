"""What a log line never shows: secrets, passwords in URLs, e-mail addresses, phone numbers."""

import json
import string
from collections.abc import Callable
from typing import Any

import pytest
import structlog
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from revrise.adapters.system.logging import redact, set_up

# Begins like no word of the line around it.
SECRET = st.text(string.ascii_letters + string.digits + "!$%&*+/@:~", min_size=6, max_size=30).map(
    "Zq9".__add__
)
WORD = st.text(string.ascii_lowercase, min_size=3, max_size=10)
SECRET_KEYS = ["password", "db_password", "api_key", "apikey", "Authorization", "refresh_token"]
PERSONAL_KEYS = ["email", "e_mail", "phone", "transcript", "text", "name", "notes", "cookie"]
KEYS = st.sampled_from(SECRET_KEYS + PERSONAL_KEYS)
EMAIL = st.builds("{}.{}@{}.{}".format, WORD, WORD, WORD, st.sampled_from(["com", "cn", "co.uk"]))
CHINESE_NUMBERS = ["+86 138 0013 8000", "13800138000", "021-62345678", "+86-21-6234-5678"]
OTHER_NUMBERS = ["+1 415-555-0132", "0044 20 7946 0958", "(415) 555-0132", "138.0013.8000"]
PHONE = st.sampled_from(CHINESE_NUMBERS + OTHER_NUMBERS)
AROUND = st.sampled_from(["{}", "call {} now", "致电{}谢谢", "to <{}>,", "x={};", "[{}]"])


def said(**entry: Any) -> str:
    """The line of an entry."""
    return json.dumps(redact(None, "", dict(entry)), ensure_ascii=False, default=str)


@given(KEYS, SECRET)
def test_what_a_secret_key_holds_is_gone_at_any_depth(key: str, secret: str) -> None:
    nested = {
        "outer": [{"inner": {key: secret}}],
        key: {"deeper": secret},
        "pair": ({key: secret},),
    }
    line = json.dumps(redact(None, "", {"event": "x", **nested}), default=str, ensure_ascii=False)
    assert json.dumps(secret, ensure_ascii=False)[1:-1] not in line


@given(WORD, SECRET, st.sampled_from(["postgresql", "https", "amqp+ssl"]), AROUND)
def test_a_password_in_a_url_is_gone(user: str, secret: str, scheme: str, around: str) -> None:
    url = f"{scheme}://{user}:{secret}@db.example/x"
    line = said(event=around.format(url))
    assert secret not in line
    assert "db.example" in line


@given(SECRET.filter(lambda text: "&" not in text), st.sampled_from(["password", "sslpassword"]))
def test_a_password_asked_for_in_a_url_is_gone(secret: str, name: str) -> None:
    assert secret not in said(event=f"postgresql://db.example/x?{name}={secret}&a=b")


@given(EMAIL, AROUND)
def test_an_email_address_is_gone(email: str, around: str) -> None:
    line = said(event=around.format(email), detail={"who": [around.format(email)]})
    assert email not in line


@given(PHONE, AROUND)
def test_a_phone_number_is_gone(phone: str, around: str) -> None:
    assert phone not in said(event=around.format(phone))


@given(st.text(string.ascii_letters + string.digits + "-._~+/", min_size=16, max_size=60))
def test_a_bearer_token_is_gone(token: str) -> None:
    for scheme in ("Bearer", "bearer", "Basic"):
        assert token not in said(event=f"header {scheme} {token}")


def test_what_is_no_secret_stays() -> None:
    entry = {
        "event": "synced 4,238 of 8800 deals in 12.5 s",
        "at": "2026-03-01",
        "then": "2026-03-01 12:30:15.123 and 2026-03-01T12:30",
        "id": "deal_0197f3c2a1b47c3e9d8f5a6b7c8d9e0f",
        "count": 12_345_678_901,
    }
    assert redact(None, "", dict(entry)) == entry


def test_errors_are_redacted_too(capsys: pytest.CaptureFixture[str]) -> None:
    set_up("debug", as_json=True)
    log = structlog.get_logger()
    try:
        int("postgresql://u:geheim99@db/x of ann.lee@example.com")
    except ValueError:
        log.exception("failed")
    structlog.reset_defaults()
    printed = capsys.readouterr().err
    assert "geheim99" not in printed
    assert "ann.lee" not in printed
    assert "ValueError" in printed


@pytest.mark.parametrize("level", ["debug", "info", "warning", "error"])
def test_only_the_level_asked_for_and_above_is_shown(
    level: str, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up(level, as_json=True)
    log = structlog.get_logger()
    levels: list[tuple[str, Callable[..., Any]]] = [
        ("debug", log.debug),
        ("info", log.info),
        ("warning", log.warning),
        ("error", log.error),
    ]
    for name, write in levels:
        write(f"said {name}")
    structlog.reset_defaults()
    printed = [json.loads(line)["level"] for line in capsys.readouterr().err.splitlines()]
    names = [name for name, _ in levels]
    assert printed == names[names.index(level) :]


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from([":", "://", "://a:", "@", "1 ", "a@", "://:@", "bearer ", "passw="]))
def test_endless_text_is_redacted_in_linear_time(piece: str) -> None:
    """A million characters: quadratic patterns would take minutes."""
    redact(None, "", {"event": piece * (200_000 // len(piece))})
