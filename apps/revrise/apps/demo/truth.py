"""What causes what in the demo company: the numbers that an estimator should find."""

from collections.abc import Mapping

from attrs import frozen


@frozen
class TrueEffect:
    """The effect of one treatment on winning, from the same deals without it.

    Points are percentage points of win probability. `treated_points` averages over the deals
    that had the treatment (ATT), `everyone_points` compares all deals with it against all
    without (ATE). `levels` of `competency` is what it adds to a skill, zero where it acts on
    the deal directly or not at all. `wins_gained` counts deals that were won and, with the same
    luck but without the treatment, would have been lost.
    """

    treatment: str
    competency: str | None
    levels: float
    log_odds: float
    treated_points: float
    everyone_points: float
    treated_deals: int
    wins_gained: int
    randomised: bool
    confounded_by: str | None = None


@frozen
class Truth:
    """The structural equations and everything hidden in them.

    Skill of rep r in competency c at time t (levels 1-5)::

        skill = clip(base[r,c] - ramp + months * levels_per_month
                     + sum of the gains of treatments of c completed by t, 1, 5)
        base  = base_level + ability[r] + own[r,c]
        ramp  = ramp_levels * max(0, 1 - tenure in months / ramp_months)

    Share of speech in a call, and the log-odds that a deal opened at t is won::

        talk  = 0.72 - 0.085 * (listening - 1) + habit[r]
        logit = intercept + territory[team] + source + fit[product, industry]
                + sum over c of weight[c] * (skill[r,c](t) - 3)
                - 12 * (talk - 0.43)^2 + effects of the assets used + noise

    Skills count as they are when the deal opens, so that a treatment touches later deals only.
    Discovery course and product certification: dates randomised within teams, with a wave
    that is still to come. Role-plays: chosen by the motivated, who are able as well. Coaching:
    given to the rep with the lowest measured skill of a team. The battlecard: used by the able
    and without effect. The case study: used by chance, with effect. A leaderboard by wins is
    unfair, since territory and lead mix differ by team.
    """

    seed: int
    intercept: float
    weights: Mapping[str, float]
    territories: Mapping[str, float]
    sources: Mapping[str, float]
    fit: Mapping[tuple[str, str], float]
    ability: Mapping[str, float]
    base: Mapping[str, Mapping[str, float]]
    habit: Mapping[str, float]
    effects: Mapping[str, TrueEffect]
    win_probability: Mapping[str, float]
