"""What leaked lists hold, what Chinese type first, and what is near to somebody, is refused."""

from collections.abc import Iterable
from contextlib import suppress

import pytest
from tests.support.figures import Figures
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from revrise.adapters.identity.guesses import ZxcvbnGuesses
from revrise.core.errors import Invalid
from revrise.core.identity.password_rules import SHORTEST, check_guesses, check_password

LEAKED: list[str] = list(FREQUENCY_LISTS["passwords"])
ABOUT = ("Wenbo Tang", "wenbo.tang@lanmu.example", "mgr-1", "Nordwind GmbH")
CHINESE = """
    woaini1314520 5201314woaini woaini1314woaini zhangwei1988 zhangsan123456 woaiwojia1314
    qq123456789a wang19900101 a123456789bc wodemima2026 mima12345678 nihao5201314
    laopo5201314 woshishui1234 taobao123456 5201314abcd Beijing@2026 Zhongguo@2026!
    guanliyuan123 ilove5201314 147258369abc qwe123asd456 woaini521woaini 我爱你我爱你我爱你我爱你
    我的密码我的密码我的密码
"""
GUESSING = ZxcvbnGuesses()


def let_in(passwords: Iterable[str]) -> list[str]:
    """Those that could be set."""
    found = []
    for password in passwords:
        with suppress(Invalid):
            check_password(password, ABOUT)
            check_guesses(GUESSING.guesses(password, ABOUT))
            found.append(password)
    return found


def stretched(place: int, word: str) -> str:
    """A word made long enough, in one of the ways people do."""
    ways = (
        (word * SHORTEST)[: max(SHORTEST, 2 * len(word))],
        word + "1234567890"[: max(4, SHORTEST - len(word))],
        word.title() + "2026!" + "1" * max(0, SHORTEST - 5 - len(word)),
    )
    return ways[place % len(ways)]


def test_the_3000_commonest_passwords_are_refused_as_they_are_and_made_longer(
    figures: Figures,
) -> None:
    commonest = LEAKED[:3_000]
    assert len(set(commonest)) == 3_000
    assert let_in(commonest) == []
    assert let_in(stretched(place, word) for place, word in enumerate(commonest)) == []
    figures.say("Commonest passwords refused, as they are and made longer", "3,000 of 3,000")


def test_every_leaked_password_that_is_long_enough_is_refused() -> None:
    long_enough = [word for word in LEAKED if len(word) >= SHORTEST]
    assert len(long_enough) > 200
    assert let_in(long_enough) == []


@pytest.mark.parametrize(
    "typed",
    CHINESE.split(),
)
def test_what_chinese_type_first_is_refused(typed: str) -> None:
    assert let_in([typed]) == []


@pytest.mark.parametrize(
    "near",
    [
        "Nordwind2026!",
        "nordwind-gmbh-1",
        "Nordw1nd2026!!",
        "wenbotang2026",
        "Lanmu-Wenbo-12",
        "wenbo.tang@lanmu.example",
        "gnatobnew2026",
    ],
)
def test_the_company_and_the_person_s_own_names_and_address_are_refused(near: str) -> None:
    assert let_in([near]) == []


def test_what_is_near_to_one_person_is_not_kept_for_the_next() -> None:
    word = "quillonbarth"
    before = GUESSING.guesses(word)
    assert GUESSING.guesses(word, ("Quillonbarth",)) < 1_000
    assert GUESSING.guesses(word) == before


@pytest.mark.parametrize(
    "good",
    [
        "correct horse battery staple",
        "tangerine orbit cello 41",
        "春眠不觉晓处处闻啼鸟夜来风雨",
        "我家的猫每天晚上都要吃三条鱼",
        "Xk9fQ2mZr7Lw",
        "x7#k2!p9$q4&vv",
        "w" + "correct horse battery staple " * 8,
    ],
)
def test_a_sentence_or_chance_is_taken(good: str) -> None:
    assert let_in([good]) == [good]
