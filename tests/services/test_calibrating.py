"""A version is compared with what people gave blind, in figures that stay with it."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from attrs import evolve
from tests.services.conftest import NOW, TENANT, World

from revrise.core.conversations.transcript import Speaker, Transcript, Utterance
from revrise.core.errors import NotFound, Refused, Stale
from revrise.core.governance.consent import Consent
from revrise.core.scoring.assessment import Assessment
from revrise.core.scoring.calibration import Calibration
from revrise.core.scoring.coach_score import coach_score
from revrise.ports.catalogue import Catalogue
from revrise.services.calls.commands import AddCall, Agreed
from revrise.services.calls.service import Calls
from revrise.services.measures.analysing import Analyst
from revrise.services.rubrics.calibrating import Calibrating
from revrise.services.rubrics.in_force import InForce, Published
from revrise.services.rubrics.stored import DecideRubric, RubricDesk, SaveRubric

CALLS = 12


@pytest.fixture
def in_force(world: World, catalogue: Catalogue) -> InForce:
    return InForce(catalogue, lambda: Published(world.desk.store, TENANT))


def scored_blind(world: World, catalogue: Catalogue, blind: bool | None = True) -> Sequence[str]:
    """CALLS calls with more and more questions; the coach gives what the machine gave."""
    added = Calls(world.desk, Analyst(catalogue)).add_many(
        [
            AddCall(said(n), f"{n:064}", f"Talk {n}", "n1", NOW - timedelta(days=n),
                    agreed=Agreed("EU"))
            for n in range(CALLS)
        ],
        world.by("n1"),
    )  # fmt: skip
    for card in world.all(Assessment):
        if card.rubric == "discovery@1":
            levels = {one.criterion: one.level for one in card.scorecard.criteria if one.level}
            world.put(evolve(coach_score(card, "coach", NOW, levels, {}), blind=blind))
    return [one.call.id for one in added]


def said(questions: int) -> Transcript:
    lines = ["What does it cost you today?", "Two days."] * questions + ["Good.", "Fine."] * 6
    spoken = tuple(
        Utterance("AB"[at % 2], one, at * 5_000, at * 5_000 + 4_000) for at, one in enumerate(lines)
    )
    sides = (Speaker("A", "seller"), Speaker("B", "buyer"))
    return Transcript("en", sides, spoken, len(lines) * 5_000)


def kept(world: World, in_force: InForce, text: str) -> DecideRubric:
    made = RubricDesk(world.desk, in_force).save(SaveRubric(text, 0), world.by("enb"))
    return DecideRubric(made.name, made.number, made.version)


def agreement(world: World, in_force: InForce, command: DecideRubric) -> Calibration:
    after = Calibrating(world.desk, in_force).calibrate(command, world.by("enb"))
    assert after.agreement is not None
    return after.agreement


def source(catalogue: Catalogue) -> str:
    return catalogue.rubric("discovery").definition.source


def test_other_weights_keep_every_level_and_other_bands_show_how_much_is_lost(
    world: World, catalogue: Catalogue, in_force: InForce
) -> None:
    scored_blind(world, catalogue)
    heavy = kept(world, in_force, source(catalogue).replace("weight = ", "weight = 1", 1))
    same = agreement(world, in_force, heavy)
    assert (same.calls, same.unlike, same.kappa.value) == (CALLS, 0, 1.0)
    assert same.by_language["en"] == same.kappa
    assert same.by_language["zh"].reason == "too_few_pairs"
    assert same.obstacles == ("bias_unknown",)
    (row,) = RubricDesk(world.desk, in_force).list(world.by("enb"))
    assert (row.agreement, row.version, row.state) == (same, 2, "draft")
    stricter = source(catalogue).replace("2 = 1, 3 = 3", "2 = 4, 3 = 8", 1)
    made = RubricDesk(world.desk, in_force).save(SaveRubric(stricter, 2), world.by("enb"))
    less = agreement(world, in_force, DecideRubric("discovery", made.number))
    assert less.kappa.value is not None
    assert less.kappa.value < 1
    assert world.audited.count("rubric.calibrated") == 2


def test_a_level_given_for_other_words_does_not_count_and_neither_does_one_that_saw_the_machines(
    world: World, catalogue: Catalogue, in_force: InForce
) -> None:
    scored_blind(world, catalogue)
    first = catalogue.rubric("discovery").definition.criteria[0]
    reworded = source(catalogue).replace(first.anchors["en"][0], "Something else altogether", 1)
    found = agreement(world, in_force, kept(world, in_force, reworded))
    assert found.unlike == CALLS
    assert first.id not in found.by_criterion


def test_scores_that_were_not_blind_are_no_set(
    world: World, catalogue: Catalogue, in_force: InForce
) -> None:
    scored_blind(world, catalogue, blind=False)
    text = source(catalogue).replace("weight = ", "weight = 1", 1)
    found = agreement(world, in_force, kept(world, in_force, text))
    assert (found.calls, found.kappa.reason) == (0, "too_few_pairs")


def test_calls_without_consent_now_are_left_out(
    world: World, catalogue: Catalogue, in_force: InForce
) -> None:
    first = scored_blind(world, catalogue)[0]
    for one in world.all(Consent):
        if one.call_id == first and one.purpose == "coach":
            world.change(evolve(one, withdrawn_at=NOW, version=one.version + 1))
    text = source(catalogue).replace("weight = ", "weight = 1", 1)
    assert agreement(world, in_force, kept(world, in_force, text)).calls == CALLS - 1


def test_who_writes_rubrics_compares_the_version_they_looked_at(
    world: World, catalogue: Catalogue, in_force: InForce
) -> None:
    command = kept(world, in_force, source(catalogue).replace("weight = ", "weight = 1", 1))
    use = Calibrating(world.desk, in_force)
    for who in ("n1", "coach", "manager", "admin"):
        with pytest.raises(Refused):
            use.calibrate(command, world.by(who))
    use.calibrate(command, world.by("enb"))
    with pytest.raises(Stale):
        use.calibrate(command, world.by("enb"))
    with pytest.raises(NotFound):
        use.calibrate(DecideRubric("discovery", 9), world.by("enb"))
