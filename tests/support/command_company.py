"""The canary company with commands put to it, and what may not stand in their answers."""

import re
from collections.abc import Collection, Iterator
from functools import cache

import pytest
from tests.support import canary_company
from tests.support.aviary import Company
from tests.support.in_process import Answer, place, revrise
from tests.support.visibility import Principal

from revrise.apps import settings
from revrise.apps.assembly import RevRise

WORD = re.compile(r"ZQ[0-9A-Z]{4}")
NUMBER = re.compile(r"\d[\d,]{6,}")
VTT = "WEBVTT\n\n00:00.000 --> 00:02.000\n<v Ann>What is the budget?\n"


@pytest.fixture(autouse=True, scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """The company, stored once; nothing here changes it."""
    made = canary_company.make()
    with place(tmp_path_factory.mktemp("canaries")) as folder:
        (folder / "talk.vtt").write_text(VTT, encoding="utf-8")
        app = RevRise(settings.load())
        canary_company.store(made, app.store, app.settings.tenant, app.actor())
        app.engine.dispose()
        yield made
    answers.cache_clear()


@cache
def answers(*command: str) -> Answer:
    """What a command answers that changes nothing: the same every time."""
    return revrise(*command)


def unseen(
    company: Company,
    who: Principal,
    answer: Answer,
    given: str = "",
    cells: Collection[str] = (),
) -> None:
    """No canary in the answer that is not for them, but what they gave themselves and `cells`."""
    text = answer.text.replace(given, "") if given else answer.text
    words = {word: company.aviary.words.get(word) for word in WORD.findall(text)}
    known = [canary for canary in words.values() if canary and canary.cell not in cells]
    seen = [canary for canary in known if not who.sees(canary)]
    assert not seen, (answer.args, seen[:3])
    figures_ = {int(one.replace(",", "")) for one in NUMBER.findall(text)}
    amounts = company.aviary.amounts
    counted = [
        canary for number in figures_
        for amount in (number, number / 100)
        if (canary := amounts.get(amount)) and not who.sees(canary)
    ]  # fmt: skip
    assert not counted, (answer.args, counted[:3])
