"""No attacker who adds and takes away what is shown learns a figure about fewer than five."""

from itertools import combinations, product

from hypothesis import given
from hypothesis import strategies as st

from revrise.core.governance.aggregates import K, enough, groups, parts, settled, steady

PEOPLE = [f"p{n:02}" for n in range(18)]
some_people = st.frozensets(st.sampled_from(PEOPLE), max_size=18)


def about(shown: list[frozenset[str]], weights: tuple[int, ...]) -> set[str]:
    """Whose figures are left in a sum of sums, each taken so many times."""
    total = dict.fromkeys(PEOPLE, 0)
    for group, weight in zip(shown, weights, strict=True):
        for person in group:
            total[person] += weight
    return {person for person, times in total.items() if times}


def learned(shown: list[frozenset[str]]) -> bool:
    """Whether any way to add and take away, up to twice each, is about one to four people."""
    return any(
        0 < len(about(shown, weights)) < K
        for weights in product((-2, -1, 0, 1, 2), repeat=len(shown))
    )


@given(st.lists(some_people, max_size=5))
def test_groups_that_are_shown_never_isolate_anybody(wanted: list[frozenset[str]]) -> None:
    answers = groups(wanted)
    shown = [group for group, fits in zip(wanted, answers, strict=True) if fits]
    assert not learned(list(dict.fromkeys(shown)))


@given(some_people, st.lists(st.sampled_from(PEOPLE), max_size=4))
def test_a_person_who_moves_between_teams_is_not_told_by_their_difference(
    team: frozenset[str], movers: list[str]
) -> None:
    after = team ^ set(movers)
    before, later = groups([team, after])
    assert before == enough(team)
    assert not (before and later) or after == team


@given(st.lists(st.integers(0, 9), max_size=8))
def test_what_is_left_out_of_a_total_is_about_nobody_or_enough(sizes: list[int]) -> None:
    people = iter(range(1000))
    cells = {n: frozenset(f"x{next(people)}" for _ in range(size)) for n, size in enumerate(sizes)}
    shown = parts(cells)
    assert all(len(cells[name]) >= K or not cells[name] for name in shown)
    out = [cells[name] for name in cells if name not in shown and cells[name]]
    everybody = frozenset().union(*cells.values()) if cells else frozenset()
    left = everybody - frozenset().union(*(cells[name] for name in shown))
    # Where all of it is less than five there is no whole to show either.
    assert not out or len(left) >= K or not shown
    # The total and the parts that are shown, every way to put them together.
    for n in range(len(shown) + 1):
        for taken in combinations(sorted(shown), n):
            rest = everybody - frozenset().union(*(cells[name] for name in taken))
            assert not 0 < len(rest) < K or not enough(everybody)


@given(st.lists(st.tuples(st.integers(0, 9).map(str), st.sampled_from(PEOPLE)), max_size=40))
def test_two_answers_at_two_times_differ_by_enough_people_or_by_nothing(
    done: list[tuple[str, str]],
) -> None:
    told = [settled(done, str(now)) for now in range(10)]
    assert told == sorted(told)
    for before, after in combinations(dict.fromkeys(told), 2):
        between = {person for period, person in done if before < period <= after}
        assert enough(between)
    for now in range(10):
        assert settled([one for one in done if one[0] < str(now)], str(now)) == told[now]


def test_a_small_team_below_a_large_one_is_hidden_by_the_large_one() -> None:
    large, small = PEOPLE[:12], PEOPLE[:8]
    assert groups([large, small]) == [True, False]
    assert groups([large, PEOPLE[:7]]) == [True, True]
    assert groups([PEOPLE[:4]]) == [False]
    assert parts({"a": PEOPLE[:9], "b": PEOPLE[9:12], "c": PEOPLE[12:]}) == {"a"}


moves = st.lists(st.frozensets(st.sampled_from(PEOPLE), max_size=6), max_size=6)


@given(some_people, moves)
def test_whoever_comes_or_goes_is_not_told_by_the_places_of_two_days(
    team: frozenset[str], moved: list[frozenset[str]]
) -> None:
    """Each day some come and some go; what is told on any of the days is told together."""
    days = [team]
    for some in moved:
        days.append(days[-1] ^ some)
    told = [day for n, day in enumerate(days) if steady(day, days[: n + 1])]
    # A team of few people is nobody's to be told in the first place: `groups` sees to that.
    told = [day for day in dict.fromkeys(told) if not day or len(day) >= K]
    assert not learned(told)


@given(some_people, moves, st.frozensets(st.sampled_from(PEOPLE), min_size=1, max_size=4))
def test_a_change_since_the_last_kept_day_is_not_told_before_it_is_kept(
    team: frozenset[str], moved: list[frozenset[str]], since: frozenset[str]
) -> None:
    days = [team, *(team ^ some for some in moved)]
    assert not steady(days[-1] ^ since, days)
    assert steady(team ^ since, [])


def test_a_team_that_stays_as_it_is_is_told_every_day() -> None:
    team = PEOPLE[:6]
    assert steady(team, [team] * 91)
    assert not steady(team, [[*team, "new"], *[team] * 90])
    assert steady(team, [[*team, "new"], *[team] * 90], known=["new"])
    assert steady(team, [[*team, *PEOPLE[6:11]], team])  # five left at once, six stayed
