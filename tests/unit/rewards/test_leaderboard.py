"""Leaderboards: merit rather than luck, and places no surer than they are."""

from random import Random

import pytest

from revrise.core.errors import Invalid
from revrise.core.rewards.improvement import BeforeAfter, most_improved
from revrise.core.rewards.leaderboard import Entrant, leaderboard, places
from revrise.core.rewards.shrinkage import shrink


def group(people=20, weeks=12, spread=2.0, noise=3.0, seed=1):
    rng = Random(seed)
    truth = {f"p{i:02d}": rng.gauss(10, spread) for i in range(people)}
    return truth, [
        Entrant(name, tuple(rng.gauss(mean, noise) for _ in range(weeks)))
        for name, mean in truth.items()
    ]


def board(entrants, **options):
    return leaderboard(entrants, Random(7), **options)


def test_shrinkage_by_hand():
    """Persons (0, 2) and (4, 6): within variance 2, between (16 − 2)/2 = 7, trust 7/(7 + 1) = 7/8.

    Means 1 and 5 around 3 become 3 ∓ 2·7/8 = 1.25 and 4.75. The standard error of the variance
    between is √2·(7 + 1) = 8√2, so the deviation is √(8√2/(8√2 + 1)·1).
    """
    low, high = shrink([(0, 2), (4, 6)])
    assert (low.mean, high.mean) == pytest.approx((1.25, 4.75))
    assert low.deviation == pytest.approx((128**0.5 / (128**0.5 + 1)) ** 0.5)


def test_one_lucky_week_does_not_beat_a_good_quarter():
    _, entrants = group()
    lucky = Entrant("lucky", (16.0,))
    steady = Entrant("steady", (14.0, 14.5, 13.5, 14.0) * 3)
    found = {p.person_id: p for p in board([*entrants, lucky, steady]).places}
    assert found["lucky"].raw > found["steady"].raw
    assert found["steady"].place < found["lucky"].place


def test_shrunk_scores_are_nearer_the_truth_than_plain_means():
    truth, entrants = group(people=40, weeks=4)
    found = board(entrants).places
    shrunk = sum((p.score - truth[p.person_id]) ** 2 for p in found)
    plain = sum((p.raw - truth[p.person_id]) ** 2 for p in found)
    assert shrunk < plain


def test_intervals_of_places_hold_the_true_place_nine_times_in_ten():
    held = total = 0
    for seed in range(12):
        truth, entrants = group(people=15, seed=seed)
        true_place = dict(zip(truth, places(list(truth.values())), strict=True))
        for one in leaderboard(entrants, Random(seed), draws=300).places:
            held += one.first <= true_place[one.person_id] <= one.last
            total += 1
    assert 0.84 <= held / total <= 0.97


def test_people_nobody_can_tell_apart_may_hold_any_place():
    found = board([Entrant(name, (1.0, 3.0)) for name in "abc"]).places
    assert [(p.place, p.first, p.last) for p in found] == [(1, 1, 3)] * 3


def test_equal_scores_share_a_place_and_the_next_is_skipped():
    assert places([3, 5, 5, 1]) == [3, 1, 1, 4]


def test_who_opted_out_is_counted_and_helps_but_is_not_placed():
    _, entrants = group(people=6)
    hidden = Entrant("hidden", (30.0, 30.0, 30.0), public=False)
    found = board([*entrants, hidden])
    assert (found.entrants, found.opted_out, len(found.places)) == (7, 1, 6)
    assert min(p.place for p in found.places) == 1
    assert all(p.last <= 6 for p in found.places)


def test_what_the_territory_gives_is_not_the_persons_merit():
    rich = Entrant("rich", (12.0, 13.0, 12.5, 12.0), expected=12.0)
    poor = Entrant("poor", (8.0, 9.0, 8.5, 9.0), expected=6.0)
    assert board([rich, poor]).places[0].person_id == "poor"


def test_a_group_smaller_than_the_smallest_shows_no_places():
    _, entrants = group(people=4)
    assert board(entrants, smallest=5).places == ()
    assert len(board(entrants, smallest=4).places) == 4


def test_one_person_alone_is_first_and_nobody_is_an_empty_board():
    (only,) = board([Entrant("a", (1.0,))]).places
    assert (only.place, only.first, only.last) == (1, 1, 1)
    assert board([]).places == ()
    assert board([Entrant("a", ())]).entrants == 1


def test_the_order_of_entrants_changes_nothing():
    _, entrants = group()
    assert board(entrants) == board(entrants[::-1])


@pytest.mark.parametrize("options", [{"smallest": 0}, {"draws": 0}])
def test_absurd_options_are_refused(options):
    with pytest.raises(Invalid):
        board([], **options)


def test_a_person_entered_twice_is_refused():
    with pytest.raises(Invalid, match="twice"):
        board([Entrant("a", (1.0,)), Entrant("a", (2.0,))])
    with pytest.raises(Invalid, match="twice"):
        most_improved([BeforeAfter("a", 1, 2), BeforeAfter("a", 1, 2), BeforeAfter("b", 1, 2)])


def test_a_bad_quarter_followed_by_an_ordinary_one_is_no_improvement():
    """Before is pure noise, so it predicts nothing: who rises from far down is not ahead."""
    rng = Random(3)
    people = [BeforeAfter(f"p{i}", rng.gauss(0, 5), rng.gauss(0, 1)) for i in range(200)]
    lowest = min(people, key=lambda one: one.before)
    ranked = most_improved(people)
    mine = next(each for each in ranked if each.person_id == lowest.person_id)
    by_gain = sorted(ranked, key=lambda each: -each.gain)
    assert by_gain.index(mine) < 5
    assert abs(mine.beyond) < 3
    assert ranked[0].beyond == max(p.after - i.predicted for p, i in _paired(people, ranked))


def _paired(people, ranked):
    found = {each.person_id: each for each in ranked}
    return [(one, found[one.person_id]) for one in people]


def test_improvement_by_hand():
    """Before 0, 2, 4 and after 1, 2, 6: the slope 10/8 is kept at 1, so after = before + 1."""
    ranked = most_improved([BeforeAfter("a", 0, 1), BeforeAfter("b", 2, 2), BeforeAfter("c", 4, 6)])
    assert [(e.person_id, e.place, e.beyond) for e in ranked] == [
        ("c", 1, 1.0),
        ("a", 2, 0.0),
        ("b", 3, -1.0),
    ]


def test_the_opted_out_draw_the_line_and_are_not_named():
    people = [BeforeAfter(str(i), i, i + (i == 2), public=i != 2) for i in range(5)]
    assert "2" not in {each.person_id for each in most_improved(people)}


def test_too_few_people_cannot_be_compared():
    with pytest.raises(Invalid, match="3 people"):
        most_improved([BeforeAfter("a", 1, 2)])
