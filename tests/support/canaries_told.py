"""Which words and amounts of the canary company an answer tells that are not for its reader."""

import re

from attrs import evolve
from tests.support.api import Said
from tests.support.aviary import Canary, Company
from tests.support.visibility import Principal

WORD, NUMBER = re.compile(r"ZQ[0-9A-Z]{4}"), re.compile(r"\d[\d,]{6,}")
# Bigger than the sums of this company; what stands in it is no figure of anybody.
NO_FIGURES = re.compile(r'"(cursor|next|hash|previous|changes|head|token|csrf)":"[^"]*"')
# A score names its call and a use its deal, by an id that tells nothing else of them.
_NAMES = {"call.id": "assessment", "deal.id": "asset_use"}


def _named(canary: Canary) -> Canary:
    return evolve(canary, cell=_NAMES.get(canary.cell, canary.cell))


def words_not_theirs(
    company: Company, who: Principal, answer: Said, ids: dict[str, str], *, nothing: bool = False
) -> list[Canary]:
    """The canaries in an answer that are not for them, but what they gave themselves."""
    text = answer.text + " ".join(answer.headers.values())
    for given in ids.values():
        text = text.replace(given, "")
    words = {word: company.aviary.words.get(word) for word in WORD.findall(text)}
    told = [one for one in words.values() if one and (nothing or not who.sees(_named(one)))]
    numbers = {int(found.replace(",", "")) for found in NUMBER.findall(NO_FIGURES.sub("", text))}
    amounts = company.aviary.amounts
    counted = [
        canary
        for number in numbers
        for amount in (number, number / 100)
        if (canary := amounts.get(amount)) and (nothing or not who.sees(canary))
    ]  # fmt: skip
    return [*told, *counted]
