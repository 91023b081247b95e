"""Invented names of people and companies in both languages, each drawn once."""

import tomllib
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

from attrs import frozen


@frozen
class Name:
    """A name as written, and its Latin form for an e-mail address."""

    written: str
    latin: str


def people_names(language: str, count: int, roll: Random) -> list[Name]:
    """That many different names."""
    words = _words()[language]
    join = _chinese if language == "zh" else _western
    every = [join(given, family) for given in words["given"] for family in words["family"]]
    return roll.sample(every, count)


def company_names(language: str, industry: str, count: int, roll: Random) -> list[str]:
    """That many different names of companies of an industry."""
    words = _words()[language]
    gap, kind = "" if language == "zh" else " ", words["trade"][industry]
    every = [gap.join((stem, kind, form)) for stem in words["company"] for form in words["form"]]
    return roll.sample(every, count)


def _chinese(given: str, family: str) -> Name:
    (given_written, given_latin), (family_written, family_latin) = given.split(), family.split()
    return Name(family_written + given_written, f"{given_latin}.{family_latin}")


def _western(given: str, family: str) -> Name:
    return Name(f"{given} {family}", f"{given}.{family}".lower())


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(files("revrise.apps.demo").joinpath("names.toml").read_text("utf-8"))
