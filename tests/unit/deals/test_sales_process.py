"""A sales process leads from every stage to an outcome, or is refused."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from revrise.core.deals.process import SalesProcess, State
from revrise.core.deals.standard_process import STANDARD
from revrise.core.errors import Invalid, NotFound


def process(moves: Mapping[str, tuple[str, ...]], **outcomes: str) -> SalesProcess:
    """A process of the states named in the moves."""
    states = tuple(State(name, name, name, outcome=outcomes.get(name)) for name in moves)
    return SalesProcess("p", "Mine", states, moves)


def finishes(moves, outcomes, name, seen=frozenset()):
    """Whether a state can reach an outcome, told the long way."""
    return name in outcomes or any(
        finishes(moves, outcomes, to, seen | {name}) for to in moves[name] if to not in seen
    )


names = st.sampled_from("ABCDE")
graphs = st.fixed_dictionaries({name: st.lists(names, max_size=3).map(tuple) for name in "ABCDE"})


@given(graphs, st.dictionaries(names, st.sampled_from(["won", "lost"]), max_size=3))
def test_a_process_is_accepted_exactly_when_every_stage_can_finish(moves, outcomes):
    moves = {name: () if name in outcomes else to for name, to in moves.items()}
    stuck = [name for name in moves if not finishes(moves, outcomes, name)]
    if stuck:
        with pytest.raises(Invalid, match=f"from {stuck[0]} no outcome") as refusal:
            process(moves, **outcomes)
        assert refusal.value.culprit == "Mine"
    else:
        assert process(moves, **outcomes).initial == next(iter(moves))


@given(graphs, names, st.sampled_from(["X", "", "a"]))
def test_a_move_that_names_no_state_is_refused(moves, source, unknown):
    finished = dict.fromkeys(moves, ("W",))
    wrong = {**finished, source: ("W", unknown), "W": ()}
    with pytest.raises(Invalid, match=f"a move names '{unknown}'"):
        process(wrong, W="won")


def test_a_move_from_no_state_is_refused():
    states = (State("W", "W", "W", outcome="won"),)
    with pytest.raises(Invalid, match="a move names 'X'"):
        SalesProcess("p", "Mine", states, {"X": ("W",)})


def test_nothing_follows_a_final_stage():
    with pytest.raises(Invalid, match="W is final, yet moves on to A"):
        process({"A": ("W",), "W": ("A",)}, W="won")


def test_a_deal_is_won_or_lost():
    with pytest.raises(Invalid, match="W ends as maybe"):
        process({"A": ("W",), "W": ()}, W="maybe")


def test_stages_have_names_of_their_own():
    states = (State("W", "Won", "赢", outcome="won"), State("W", "Lost", "输", outcome="lost"))
    with pytest.raises(Invalid, match="2 states are called W"):
        SalesProcess("p", "Mine", states, {})


def test_a_process_needs_stages():
    with pytest.raises(Invalid, match="needs states"):
        SalesProcess("p", "Mine", (), {})


def test_an_unknown_stage_is_named_with_those_there_are():
    with pytest.raises(NotFound, match=r"no stage 'Demo' \(one of LeadIn, Discovery"):
        STANDARD.state("Demo")


def test_a_long_process_is_checked_at_once():
    moves = {str(n): (str(n + 1),) for n in range(20_000)} | {"20000": ()}
    assert process(moves, **{"20000": "won"}).initial == "0"


def test_the_standard_process_is_the_documented_one():
    assert [state.id for state in STANDARD.states] == [
        "LeadIn",
        "Discovery",
        "TechnicalDemo",
        "Proposal",
        "Closing",
        "ClosedWon",
        "ClosedLost",
    ]
    open_states = [state for state in STANDARD.states if state.outcome is None]
    assert all("ClosedLost" in STANDARD.moves[state.id] for state in open_states)
    assert [state.probability for state in open_states] == sorted(
        state.probability for state in open_states
    )
    assert all(state.max_days for state in open_states)
