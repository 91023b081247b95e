"""Searching what was said: who finds which lines, and who finds nothing by what is hidden."""

from datetime import timedelta
from typing import Any

import pytest
from attrs import evolve, frozen
from tests.services.conftest import NOW, World

from revrise.adapters.plugins import load
from revrise.core.conversations.call import Call
from revrise.core.conversations.transcript import Speaker, Transcript, Utterance
from revrise.core.deals.account import Account, Card
from revrise.core.errors import Invalid, Refused
from revrise.core.governance.consent import Consent
from revrise.core.governance.scope import system_scope
from revrise.core.people.person import Person
from revrise.ports.spoken import SpokenCall, SpokenLine
from revrise.services.calls.commands import AddCall, Agreed
from revrise.services.calls.consents import Consents, SetConsent
from revrise.services.calls.correcting import Correcting, CorrectSpeaker
from revrise.services.calls.listing import CallFilter
from revrise.services.calls.searching import FindSaid, SearchSaid
from revrise.services.calls.service import Calls
from revrise.services.measures.analysing import Analyst
from revrise.services.processing.indexing import CallIndex, Indexing

LISTENER = Analyst(load(found=[], environ={}))

TALK = Transcript(
    "en",
    (Speaker("A", "seller", "Nora"), Speaker("B", "buyer", "Wendelin")),
    (
        Utterance("A", "What does that cost you, Wendelin?", 0, 3_000),
        Utterance("B", "Your offer is too expensive. Call me at +49 171 5551234.", 3_300, 7_000),
        Utterance("A", "The price list is new.", 7_400, 9_000),
    ),
)
ZH = Transcript(
    "zh",
    (Speaker("A", "seller"), Speaker("B", "buyer")),
    (Utterance("B", "你们的价格太贵了", 0, 2_000), Utterance("A", "我们有折扣", 2_100, 4_000)),
)


@pytest.fixture
def said(world: World, catalogue: Any) -> SearchSaid:
    """A call of each of two reps of the north, in both languages, indexed."""
    calls = Calls(world.desk, Analyst(catalogue))
    for number, (rep, talk) in enumerate((("n1", TALK), ("n2", ZH))):
        at = NOW - timedelta(hours=number)
        add = AddCall(talk, f"{number:064}", f"Call {number}", rep, at, agreed=Agreed("EU"))
        calls.add(add, world.by(None))
    assert CallIndex(world.desk, LISTENER).again(world.by(None)) == 2
    return SearchSaid(world.desk)


def lines(said: SearchSaid, world: World, who: str | None, text: str, **more: Any) -> list[str]:
    found = said.find(FindSaid(text, **more), world.by(who))
    return [f"{one.rep} {one.line}" for one in found.rows]


def test_each_finds_lines_of_the_calls_they_may_read(world: World, said: SearchSaid) -> None:
    names = {one.id: one.name for one in world.all(Person)}
    theirs = [f"{names[world.by('n1').person_id]} 1"]
    assert lines(said, world, None, "expensive") == theirs
    assert lines(said, world, "n1", "expensive") == theirs
    assert lines(said, world, "n2", "expensive") == []
    assert lines(said, world, "n2", "价") == lines(said, world, "n2", "价格太贵") != []


def test_a_line_comes_with_its_moment_and_what_was_looked_for(
    world: World, said: SearchSaid
) -> None:
    (one,) = said.find(FindSaid('"price list" new'), world.by("n1")).rows
    assert (one.line, one.start_ms, one.side) == (2, 7_400, "seller")
    assert [text for text, hit in one.excerpt.parts if hit] == ["price list", "new"]
    assert one.url == f"/calls/{one.call_id}?at=7400#l2"


def test_side_question_objection_person_and_day_narrow(world: World, said: SearchSaid) -> None:
    assert len(lines(said, world, None, "", question=True)) == 1
    assert len(lines(said, world, None, "", objection="price")) == 2
    assert len(lines(said, world, None, "", objection="any", side="buyer")) == 2
    assert lines(said, world, None, "", objection="price", side="seller") == []
    only = CallFilter(rep_id=world.by("n2").person_id)
    assert len(lines(said, world, None, "", objection="price", calls=only)) == 1
    assert lines(said, world, None, "expensive", calls=CallFilter(until=NOW)) == []
    with pytest.raises(Invalid):
        said.find(FindSaid("", objection="weather"), world.by(None))
    for nothing in ("", "-price", " ".join("abcdefghi"), "x" * 201):
        with pytest.raises(Invalid):
            said.find(FindSaid(nothing), world.by(None))


@pytest.mark.parametrize("who", [None, "n1"])
def test_nobody_finds_a_call_by_a_name_or_a_number_said_in_it(
    world: World, said: SearchSaid, who: str | None
) -> None:
    for hidden in ("Wendelin", "5551234", "171", "cost Wendelin", '"you, Wendelin"'):
        assert lines(said, world, who, hidden) == [], hidden
    assert len(lines(said, world, who, "cost")) == 1


def test_a_name_that_is_hidden_since_is_not_told_by_what_is_left_out(
    world: World, said: SearchSaid
) -> None:
    assert lines(said, world, "coach", "new -list") == []
    (call,) = [one for one in world.all(Call) if one.title == "Call 0"]
    world.put(Account("acc_1", "Acme"), Card("card_1", "Ada List", account_id="acc_1"))
    world.change(evolve(call, account_id="acc_1", version=call.version + 1))
    (shown,) = said.find(FindSaid("new"), world.by("coach")).rows
    assert "list" not in "".join(text for text, _ in shown.excerpt.parts)
    assert lines(said, world, "coach", "new -list") == lines(said, world, "coach", "new") != []


def test_pages_follow_each_other_without_a_gap(world: World, said: SearchSaid) -> None:
    found, after = [], None
    while True:
        page = said.find(FindSaid("", side="buyer", after=after, limit=1), world.by(None))
        found += [(one.call_id, one.line) for one in page.rows]
        if (after := page.after) is None:
            break
    assert len(found) == len(set(found)) == 2


def test_who_takes_consent_back_is_not_found_and_is_not_in_the_index(
    world: World, said: SearchSaid
) -> None:
    call_id = said.find(FindSaid("expensive"), world.by(None)).rows[0].call_id
    change = SetConsent(call_id, "withdrawn", "EU", "said so")
    Consents(world.desk).change(change, world.by(None))
    assert lines(said, world, None, "expensive") == []
    with world.desk.store.begin(world.by(None)) as work:
        assert work.spoken.drop(call_id) == 0
    assert Indexing(world.desk, world.by(None).tenant_id, LISTENER).everything() == 0


LONG = Transcript(
    "en",
    (Speaker("A", "seller"),),
    tuple(
        Utterance("A", f"about the budget {n}", n * 1_000, n * 1_000 + 900) for n in range(2_500)
    ),
)


def long_call(world: World, catalogue: Any) -> Call:
    add = AddCall(LONG, "9" * 64, "Long", "n1", NOW, agreed=Agreed("EU"))
    return Calls(world.desk, Analyst(catalogue)).add(add, world.by(None)).call


def pieces_of(world: World) -> int:
    return sum(1 for one in world.audited if one == "call.indexed")


def begun(world: World, call: Call, most: int) -> None:
    """As a worker leaves it that is killed after so many lines."""
    said = tuple(SpokenLine(n, ("about", "the", "budget", str(n))) for n in range(2_500))
    with world.desk.store.begin(world.by(None)) as work:
        (made,) = work.spoken.due(9)
        assert work.spoken.add(SpokenCall(call.id, made, NOW, said), most)
        work.record("call.indexed", call.id, {"calls": 0})


def test_a_long_call_is_indexed_in_pieces(world: World, said: SearchSaid, catalogue: Any) -> None:
    long_call(world, catalogue)
    before = pieces_of(world)
    assert Indexing(world.desk, world.by(None).tenant_id, LISTENER).everything() == 1
    assert pieces_of(world) - before == 3  # others write in between
    for number in (0, 999, 1_000, 2_499):
        (one,) = lines(said, world, None, f'"budget {number}"')
        assert one.endswith(f" {number}")


def test_a_worker_goes_on_where_another_was_killed(
    world: World, said: SearchSaid, catalogue: Any
) -> None:
    begun(world, long_call(world, catalogue), 1_800)
    before = pieces_of(world)
    assert len(lines(said, world, None, '"budget 1799"')) == 1
    assert lines(said, world, "n2", '"budget 1799"') == []  # part of a hidden call is hidden
    assert Indexing(world.desk, world.by(None).tenant_id, LISTENER).everything() == 1
    assert pieces_of(world) - before == 1
    for number in (0, 1_799, 1_800, 2_499):
        assert len(lines(said, world, None, f'"budget {number}"')) == 1


def test_a_consent_taken_back_between_pieces_ends_it(
    world: World, said: SearchSaid, catalogue: Any
) -> None:
    call = long_call(world, catalogue)
    begun(world, call, 1_000)
    Consents(world.desk).change(SetConsent(call.id, "withdrawn", "EU", "so"), world.by(None))
    assert lines(said, world, None, '"budget 7"') == []
    assert Indexing(world.desk, world.by(None).tenant_id, LISTENER).everything() == 0
    with world.desk.store.begin(world.by(None)) as work:
        assert work.spoken.drop(call.id) == 0


@frozen
class Meanwhile:
    """A catalogue; while a call is measured, somebody does something."""

    inner: Any
    act: Any

    def detectors(self) -> Any:
        self.act()
        return self.inner.detectors()


def test_words_that_are_put_right_while_they_are_measured_are_not_indexed_as_they_were(
    world: World, said: SearchSaid, catalogue: Any
) -> None:
    call = long_call(world, catalogue)
    correcting, tenant = Correcting(world.desk, LISTENER), world.by(None).tenant_id
    wrong = CorrectSpeaker(call.id, "A", "buyer")
    racing = Meanwhile(LISTENER.catalogue, lambda: correcting.speaker(wrong, world.by(None)))
    assert Indexing(world.desk, tenant, Analyst(racing)).everything() == 0
    assert Indexing(world.desk, tenant, LISTENER).everything() == 1
    assert lines(said, world, None, '"budget 7"', side="seller") == []
    assert len(lines(said, world, None, '"budget 7"', side="buyer")) == 1


def test_consent_that_ended_hides_lines_that_are_still_in_the_index(
    world: World, said: SearchSaid
) -> None:
    for one in world.all(Consent):
        if one.purpose == "coach":
            gone = evolve(one, withdrawn_at=NOW - timedelta(days=1), version=one.version + 1)
            scope = system_scope(world.by(None).tenant_id, "consent", "update", "test")
            with world.desk.store.begin(world.by(None)) as work:
                work.of(Consent).save(gone, scope, expected=one.version)
                work.record("test.withdrawn", one.id)
    assert lines(said, world, None, "expensive") == []


def test_that_words_were_read_is_in_the_trail_once_an_hour(world: World, said: SearchSaid) -> None:
    before = len(world.audited)
    lines(said, world, "n1", "expensive")
    lines(said, world, "n1", "expensive")
    assert world.audited[before:] == ["transcript.accessed"]


def test_all_of_it_can_be_made_anew_by_who_runs_the_system(world: World, said: SearchSaid) -> None:
    assert CallIndex(world.desk, LISTENER).again(world.by(None), anew=True) == 2
    assert len(lines(said, world, None, "expensive")) == 1
    assert CallIndex(world.desk, LISTENER).again(world.by(None)) == 0
    with pytest.raises(Refused):
        CallIndex(world.desk, LISTENER).again(world.by("n1"))
