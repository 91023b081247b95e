"""A rubric is tried on past calls beside the version in force, under the gate and consent."""

from datetime import timedelta

import pytest
from attrs import evolve
from tests.services.conftest import NOW, World

from revrise.core.conversations.transcript import Speaker, Transcript, Utterance
from revrise.core.errors import Invalid, Refused
from revrise.core.governance.consent import Consent
from revrise.core.scoring.assessment import Assessment
from revrise.core.scoring.blind_review import BlindReview
from revrise.ports.catalogue import Catalogue
from revrise.services.calls.commands import AddCall, Agreed
from revrise.services.calls.service import Calls
from revrise.services.measures.analysing import Analyst
from revrise.services.rubrics.preview import Preview, PreviewRubric, Previews
from revrise.services.toml_faults import Faulty

SAID = ("What does it cost you today?", "Two days.", "How do you do it now?", "By hand.")


@pytest.fixture
def previews(world: World, catalogue: Catalogue) -> Previews:
    return Previews(world.desk, Analyst(catalogue))


@pytest.fixture
def text(catalogue: Catalogue) -> str:
    return catalogue.rubric("discovery").definition.source


def call(world: World, catalogue: Catalogue, rep: str, number: int, language: str = "en") -> str:
    words = Transcript(
        language,
        (Speaker("A", "seller"), Speaker("B", "buyer")),
        tuple(
            Utterance("AB"[at % 2], one, at * 5_000, at * 5_000 + 4_000)
            for at, one in enumerate(SAID)
        ),
        20_000,
    )
    at = NOW - timedelta(days=number)
    command = AddCall(words, f"{number:064}", f"Talk {number}", rep, at, agreed=Agreed("EU"))
    return Calls(world.desk, Analyst(catalogue)).add(command, world.by(rep)).call.id


def shown(
    previews: Previews, text: str, world: World, who: str = "coach", most: int = 20
) -> Preview:
    found = previews.show(PreviewRubric(text, most), world.by(who))
    assert isinstance(found, Preview)
    return found


def ids(found: Preview) -> list[str]:
    return [one.moved.call_id for one in found.calls]


def test_the_same_text_moves_no_level_and_agrees_with_what_is_stored(
    world: World, catalogue: Catalogue, previews: Previews, text: str
) -> None:
    made = call(world, catalogue, "n1", 1)
    found = shown(previews, text, world)
    assert ids(found) == [made]
    assert all(one.rises == one.falls == 0 for one in found.criteria)
    (card,) = (one for one in world.all(Assessment) if one.rubric.startswith("discovery@"))
    assert found.calls[0].moved.after.score == card.score


def test_a_milder_band_shows_which_criterion_rises_and_nothing_is_stored(
    world: World, catalogue: Catalogue, previews: Previews, text: str
) -> None:
    call(world, catalogue, "n1", 1)
    before = (world.all(Assessment), len(world.audited))
    changed = text.replace("version = 1", "version = 9", 1).replace("2 = 1, 3 = 3", "4 = 1", 1)
    changed = changed.replace("4 = 1, 4 = 5", "4 = 1", 1)
    found = shown(previews, changed, world)
    moved = {one.criterion: (one.before, one.after, one.rises) for one in found.criteria}
    assert moved.pop("open-questions") == (2, 4, 1)
    assert all(rises == 0 for _, _, rises in moved.values())
    assert (found.rubric.ref, found.in_force and found.in_force.version) == ("discovery@9", 1)
    assert [one.criterion for one in found.moving] == ["open-questions"]
    fresh = shown(previews, changed.replace('id = "discovery"', 'id = "our-own"', 1), world)
    assert fresh.in_force is None
    assert fresh.calls[0].moved.before is None
    assert (world.all(Assessment), len(world.audited)) == before


def test_only_calls_in_reach_under_consent_in_its_languages_and_not_blind_are_tried(
    world: World, catalogue: Catalogue, previews: Previews, text: str
) -> None:
    north, south, silent, blind = (
        call(world, catalogue, rep, number)
        for number, rep in enumerate(("n1", "s1", "n2", "n3"), 1)
    )
    for one in world.all(Consent):
        if one.call_id == silent and one.purpose == "coach":
            world.change(evolve(one, withdrawn_at=NOW, version=one.version + 1))
    card = next(one for one in world.all(Assessment) if one.subject_id == blind)
    world.put(BlindReview("b1", "coach", "discovery", NOW, "open", card.id, blind, NOW))
    assert ids(shown(previews, text, world)) == [north, south]
    assert ids(shown(previews, text, world, "manager")) == [north, blind]
    assert ids(shown(previews, text, world, most=1)) == [north]


def test_all_faults_come_with_their_lines_and_reps_and_strange_bounds_are_refused(
    world: World, previews: Previews, text: str
) -> None:
    wrong = text.replace("weight = ", "weight = -", 2)
    with pytest.raises(Faulty) as told:
        previews.show(PreviewRubric(wrong), world.by("coach"))
    lines = [one.line for one in told.value.faults]
    assert lines == [at for at, one in enumerate(wrong.splitlines(), 1) if "weight = -" in one]
    assert len(lines) == len(str(told.value).splitlines()) == 2
    with pytest.raises(Refused):
        previews.show(PreviewRubric(text), world.by("n1"))
    for command in (PreviewRubric(text, 0), PreviewRubric(text, 51), PreviewRubric("x" * 200_001)):
        with pytest.raises(Invalid):
            previews.show(command, world.by("coach"))
