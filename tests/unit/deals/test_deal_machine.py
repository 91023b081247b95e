"""A deal moves through its process only as far as the criteria allow."""

from datetime import UTC, datetime, timedelta

import pytest
from attrs import evolve
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from tests.support.machines import can_reach, walk

from revrise.core.deals.criterion import Criterion, unmet
from revrise.core.deals.deal import Deal, StageChange
from revrise.core.deals.process import SalesProcess, State
from revrise.core.deals.standard_process import STANDARD
from revrise.core.errors import NotFound, Refused
from revrise.core.money import Money

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
BARE = Deal("d", "Acme", "LeadIn", None, None, history=(StageChange("LeadIn", NOW, "crm"),))
FILLINGS = {
    "owner_id": "rep",
    "account_id": "acc",
    "value": Money(500, "USD"),
    "lost_reason": "price",
    "evidence": ("pain", "economic_buyer"),
}


def facts(deal):
    """The fields of a deal, as criteria see them."""
    return {name: getattr(deal, name) for name in FILLINGS}


def move(to):
    """The move to a stage, without its history, so that a walk comes to an end."""
    return lambda deal: evolve(deal.advance(STANDARD, to, at=NOW, by="rep")[0], history=())


STEPS = walk(
    evolve(BARE, history=()),
    {state.id: move(state.id) for state in STANDARD.states}
    | {name: lambda deal, n=name: evolve(deal, **{n: FILLINGS[n]}) for name in FILLINGS},
)
MOVES = [step for step in STEPS if step.move not in FILLINGS]


def test_a_deal_moves_only_as_its_process_says():
    walked = {(step.before.stage, step.after.stage) for step in MOVES if step.after}
    assert walked == {(stage, to) for stage, targets in STANDARD.moves.items() for to in targets}


def test_every_deal_can_be_won_or_lost_and_then_stays():
    open_or_won = [step for step in STEPS if step.before.outcome != "lost"]
    open_or_lost = [step for step in STEPS if step.before.outcome != "won"]
    assert can_reach(open_or_won, lambda deal: deal.outcome == "won")
    assert can_reach(open_or_lost, lambda deal: deal.outcome == "lost")
    assert all(step.refusal for step in MOVES if step.before.outcome)


def test_no_deal_passes_an_unmet_criterion():
    for step in MOVES:
        if step.after:
            target = STANDARD.state(step.after.stage)
            asked = target.entry
            if target.outcome != "lost":
                asked += STANDARD.state(step.before.stage).exit
            assert not unmet(asked, facts(step.before), {})


def test_a_refusal_names_each_unmet_criterion_once_or_the_moves_there_are():
    for step in MOVES:
        if step.refusal is None:
            continue
        assert isinstance(step.refusal, Refused)
        assert (step.refusal.culprit, bool(step.refusal.remedy)) == ("Acme", True)
        targets = STANDARD.moves[step.before.stage]
        if step.move not in targets:
            assert all(target in step.refusal.remedy for target in targets)
            continue
        target = STANDARD.state(step.move)
        leaving = () if target.outcome == "lost" else STANDARD.state(step.before.stage).exit
        titles = {one.title_en for one in unmet((*leaving, *target.entry), facts(step.before), {})}
        assert titles
        assert step.refusal.message.startswith(f"{len(titles)} criteri")
        assert all(step.refusal.message.count(title) == 1 for title in titles)


def test_losing_asks_for_the_reason_alone():
    lost, events = evolve(BARE, lost_reason="price").advance(
        STANDARD, "ClosedLost", at=NOW, by="rep"
    )
    assert (lost.outcome, lost.closed_at) == ("lost", NOW)
    assert [event.name for event in events] == ["deal.advanced", "deal.lost"]


def test_a_stage_the_process_does_not_know_is_named():
    for deal, to in ((BARE, "Demo"), (evolve(BARE, stage="Demo"), "Discovery")):
        with pytest.raises(NotFound, match=r"no stage 'Demo' \(one of"):
            deal.advance(STANDARD, to, at=NOW, by="rep")


def test_a_final_deal_is_told_that_it_goes_nowhere():
    won = evolve(BARE, stage="ClosedWon", outcome="won")
    with pytest.raises(Refused, match="nowhere: it is final"):
        won.advance(STANDARD, "Closing", at=NOW, by="rep")


STAGES = ("S0", "S1", "S2", "S3", "Won", "Lost")
CRITERIA = (
    Criterion("owner", "field", "owner_id", "an owner", "负责人"),
    Criterion("value", "positive", "value", "a value", "金额"),
    Criterion("pain", "evidence", "pain", "a pain", "痛点"),
    Criterion("big", "big", "1000", "a big deal", "大单"),
)
CHECKS = {"big": lambda known, least: bool(known["value"]) and known["value"].minor >= int(least)}


@st.composite
def processes(draw):
    """Any process over four open stages, each of which can end at once."""
    some = st.lists(st.sampled_from(CRITERIA), max_size=2).map(tuple)
    outcomes = {"Won": "won", "Lost": "lost"}
    states = tuple(
        State(name, name, name, outcome=outcomes.get(name), entry=draw(some), exit=draw(some))
        for name in STAGES
    )
    targets = st.sets(st.sampled_from(STAGES)).map(lambda found: tuple(sorted({*found, "Lost"})))
    moves = {name: () if name in outcomes else draw(targets) for name in STAGES}
    return SalesProcess("p", "Any", states, moves)


class AnyDeal(RuleBasedStateMachine):
    """A deal pushed about at random keeps its promises."""

    processes = st.just(STANDARD) | processes()

    @initialize(process=processes)
    def open(self, process):
        self.process, self.day, self.events = process, 0, []
        start = StageChange(process.initial, NOW, "crm")
        self.deal = evolve(BARE, stage=process.initial, history=(start,))

    @rule(
        name=st.sampled_from(sorted(FILLINGS)),
        empty=st.booleans(),
        value=st.sampled_from([0, 500, 1_000]),
    )
    def fill(self, name, empty, value):
        filling = Money(value, "USD") if name == "value" else FILLINGS[name]
        nothing = () if name == "evidence" else None
        self.deal = evolve(self.deal, **{name: nothing if empty else filling})

    @rule(data=st.data(), anywhere=st.booleans())
    def advance(self, data, anywhere):
        before, moves = self.deal, self.process.moves[self.deal.stage]
        stages = [state.id for state in self.process.states]
        to = data.draw(st.sampled_from(stages if anywhere or not moves else list(moves)))
        self.day += 1
        at = NOW + timedelta(days=self.day)
        target = self.process.state(to)
        asked = target.entry
        if target.outcome != "lost":
            asked += self.process.state(before.stage).exit
        allowed = to in moves and not unmet(asked, facts(before), CHECKS)
        try:
            self.deal, events = before.advance(self.process, to, at=at, by="rep", checks=CHECKS)
        except Refused:
            assert not allowed
            assert self.deal is before
            return
        assert allowed
        self.events += events
        assert self.deal.version == before.version + 1
        assert self.deal.history == (*before.history, StageChange(to, at, "rep"))
        assert self.deal.closed_at == (at if target.outcome else None)

    @invariant()
    def the_stage_is_the_end_of_the_history_and_gives_the_outcome(self):
        assert self.deal.history[-1].stage == self.deal.stage
        assert self.deal.outcome == self.process.state(self.deal.stage).outcome

    @invariant()
    def every_move_is_told_once_and_the_outcome_at_most_once(self):
        names = [event.name for event in self.events]
        assert names.count("deal.advanced") == len(self.deal.history) - 1
        ends = [name for name in names if name != "deal.advanced"]
        assert ends == ([f"deal.{self.deal.outcome}"] if self.deal.outcome else [])


TestAnyDeal = AnyDeal.TestCase
TestAnyDeal.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
