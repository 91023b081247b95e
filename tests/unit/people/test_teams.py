"""The tree of teams, and a person as the policy sees them."""

from hypothesis import given
from hypothesis import strategies as st

from revrise.core.people.organisation import Team, subtree
from revrise.core.people.person import Person

names = st.integers(0, 7).map(str)
any_teams = st.dictionaries(names, st.none() | names).map(
    lambda parents: [Team(name, name, parent) for name, parent in parents.items()]
)


def below(teams, team_id, root):
    """Whether `root` is found on the way up from a team, told the long way."""
    parents, way = {team.id: team.parent_id for team in teams}, []
    while team_id is not None and team_id not in way:
        if team_id == root:
            return True
        way.append(team_id)
        team_id = parents.get(team_id)
    return False


@given(any_teams, names)
def test_a_subtree_is_the_root_and_all_below_even_in_a_circle(teams, root):
    expected = {team.id for team in teams if below(teams, team.id, root)} | {root}
    assert subtree(teams, root) == expected


@given(any_teams)
def test_nobody_is_below_no_team(teams):
    assert subtree(teams, None) == frozenset()


def test_a_very_deep_and_wide_tree_is_walked_once():
    chain = [Team(str(n), "", str(n - 1) if n else None) for n in range(20_000)]
    fan = [Team(f"leaf{n}", "", "19999") for n in range(20_000)]
    assert len(subtree([*reversed(chain), *fan], "0")) == 40_000
    assert len(subtree(chain, "19990")) == 10


def test_a_person_acts_with_their_roles_and_the_teams_below_their_own():
    teams = [Team("top", "Top"), Team("north", "North", "top"), Team("city", "City", "north")]
    actor = Person("p", "Nora", team_id="north", roles=("manager", "coach")).actor("acme", teams)
    assert (actor.tenant_id, actor.person_id, actor.team_id) == ("acme", "p", "north")
    assert actor.roles == {"manager", "coach"}
    assert actor.subtree == {"north", "city"}
    assert actor.me == {"id": "p", "team": "north", "subtree": ("city", "north")}


def test_a_person_in_no_team_reaches_no_team():
    actor = Person("p", "Nora").actor("acme", [Team("top", "Top")])
    assert (actor.team_id, actor.subtree) == (None, frozenset())
