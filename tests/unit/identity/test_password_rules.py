"""Passwords are long, and not what everybody tries first."""

import pytest

from revrise.core.errors import Invalid
from revrise.core.identity.password_rules import check_password

ABOUT = ("Wenbo Tang", "wenbo.tang@lanmu.example", "mgr-1")


@pytest.mark.parametrize(
    "weak",
    [
        "short",
        "a" * 40,
        "abababababab",
        "password1234",
        "Password2026!",
        "P@ssw0rd2026!",
        "qwertyuiop12",
        "123456789012",
        "830471950284",
        "iloveyou1234",
        "letmeinletmein",
        "wenbotang2026",
        "lanmu-tang-2026",
        "adminadmin123",
        "zxcvbnmasdfgh",
        "x" * 257,
    ],
)
def test_a_password_that_is_soon_tried_is_refused_with_a_way_out(weak: str) -> None:
    with pytest.raises(Invalid) as caught:
        check_password(weak, ABOUT)
    assert caught.value.remedy


@pytest.mark.parametrize(
    "strong",
    [
        "correct horse battery staple",
        "x7#k2!p9$q4&vv",
        "春眠不觉晓处处闻啼鸟夜来风雨",
        "look-around-the-demo",
        "tangerine-orbit-41-cello",
        "Xk9fQ2mZr7Lw",
    ],
)
def test_a_sentence_or_chance_is_taken(strong: str) -> None:
    check_password(strong, ABOUT)
