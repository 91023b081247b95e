"""Rubrics and their agreement: over the scores in reach, from people who were blind."""

import json

import pytest
from tests.services.conftest import NOW, World

from revrise.adapters.plugins import load
from revrise.adapters.plugins.discovery import BUNDLED, installed
from revrise.core.conversations.call import Call
from revrise.core.errors import Invalid, NotFound, Refused
from revrise.core.scoring.assessment import Assessment
from revrise.core.scoring.coach_score import coach_score
from revrise.core.scoring.scorecard import CriterionScore, total
from revrise.services.measures.analysing import Analyst
from revrise.services.rubrics.pairs import read_pairs
from revrise.services.rubrics.service import Rubrics
from revrise.testing.sample_calls import EVERY

CALLS = 12


@pytest.fixture(scope="module")
def analyst() -> Analyst:
    bundled = [one for one in installed() if one.distribution == BUNDLED]
    return Analyst(load(found=bundled, environ={}))


@pytest.fixture
def rubrics(world: World, analyst: Analyst) -> Rubrics:
    return Rubrics(world.desk, analyst)


def scored(world: World, rep: str, team: str, coach: str) -> None:
    """CALLS calls of a rep on three criteria; the coach says what the machine says."""
    for n in range(CALLS):
        call = Call(f"{rep}{n}", "Talk", rep, team, NOW, ("en", "zh")[n % 2], f"{rep}{n}")
        levels = {f"k{c}": 1 + (n + c) % 5 for c in range(3)}
        card = total(
            "discovery@1",
            "plugin:discovery",
            [
                CriterionScore(k, "discovery", 1, level, "so", machine_level=level)
                for k, level in levels.items()
            ],
        )
        made = Assessment(f"a{call.id}", call.id, rep, team, NOW, card.rubric, card.score, card)
        world.put(call, made, coach_score(made, coach, NOW, levels, {}))


def test_every_bundled_rubric_is_listed_by_id(world: World, rubrics: Rubrics) -> None:
    ids = [one.id for one in rubrics.all(world.by("coach"))]
    assert ids == sorted(ids)
    assert {"discovery", "compliance", "qualification-meddicc"} <= set(ids)
    with pytest.raises(NotFound):
        rubrics.one("nothing", world.by("coach"))


def test_scores_from_the_call_page_are_counted_apart_and_certify_nothing(
    world: World, rubrics: Rubrics
) -> None:
    scored(world, "n1", "north", "coach")
    found = rubrics.certify("discovery", world.by("coach"))
    assert (found.seen, found.kappa.reason, found.certified) == (36, "too_few_pairs", False)
    counted = rubrics.certify("discovery", world.by("coach"), seen=True)
    assert (counted.kappa.value, counted.kappa.n, counted.kappa.calls) == (1, 36, 12)
    assert "not_blind" in counted.obstacles


def test_only_scores_in_reach_are_counted(world: World, rubrics: Rubrics) -> None:
    scored(world, "n1", "north", "coach")
    scored(world, "s1", "south", "coach")
    assert rubrics.certify("discovery", world.by("n1")).seen == 36
    assert rubrics.certify("discovery", world.by("n2")).seen == 0
    with pytest.raises(Refused):
        rubrics.certify("discovery", world.by("enb"))


def test_a_bundled_rubric_gives_the_same_levels_again(world: World, rubrics: Rubrics) -> None:
    talks = [EVERY["good en"], EVERY["bad en"], EVERY["good zh"], EVERY["bad zh"]]
    found = rubrics.again("discovery", talks)
    assert (found["again"].same, found["again"].kappa) == (1, 1)
    assert found["no_punctuation"].same is not None
    assert found["lower_case"].n == found["again"].n == 4 * 9


def test_pairs_are_read_line_by_line() -> None:
    line = {"call": "c", "criterion": "k", "language": "en", "human": 3, "machine": 4}
    text = json.dumps(line) + "\n\n" + json.dumps(line | {"coach": "a", "blind": False})
    first, second = read_pairs(text, "p.jsonl")
    assert (first.human, first.machine, first.blind) == (3, 4, True)
    assert (second.coach, second.blind) == ("a", False)


@pytest.mark.parametrize(
    "change",
    [{"human": 6}, {"human": True}, {"machine": "4"}, {"call": ""}, {"coach": 1}, {"blind": "no"}],
)
def test_a_bad_pair_is_named_by_its_line(change: dict[str, object]) -> None:
    line = {"call": "c", "criterion": "k", "language": "en", "human": 3, "machine": 4}
    with pytest.raises(Invalid, match="line 2"):
        read_pairs(json.dumps(line) + "\n" + json.dumps(line | change), "p.jsonl")
    for text in ("{", "[]", "NaN"):
        with pytest.raises(Invalid, match="line 1"):
            read_pairs(text, "p.jsonl")
