"""How far a machine's levels on a rubric can be trusted, from calls people scored as well."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from attrs import frozen

from revrise.core.scoring.agreement import Levels, alpha, icc
from revrise.core.scoring.figures import (
    LEAST_CALLS,
    Figure,
    Pair,
    by_call,
    draws,
    empty,
    interval,
    kappa,
    lack,
    plain,
)

# A rubric is certified where κ is surely above the first, and the bias surely below the second.
KAPPA, BIAS = 0.6, 0.5
_BIASED = ("zh", "en")


@frozen
class Certificate:
    """`kappa` and `icc` of person and machine, `by_criterion` κ of each; `bias` is zh − en.

    `kappa` and `icc` are within criteria: that people score one always high and another always
    low, and the machine too, is no agreement on calls. A rubric of one language needs no `bias`.
    `coaches` is α among people who scored the same, by criterion. `seen` counts the pairs of
    people who may have seen the machine's level first: left out unless asked for. `certified`
    holds where nothing is in `obstacles`: kappa_low | kappa_unknown | biased | bias_unknown |
    not_blind.
    """

    rubric: str
    kappa: Figure
    icc: Figure
    bias: Figure
    by_criterion: Mapping[str, Figure]
    coaches: Mapping[str, Figure]
    seen: int
    obstacles: tuple[str, ...]

    @property
    def certified(self) -> bool:
        """Whether the machine's levels may be relied on."""
        return not self.obstacles


def certificate(
    rubric: str,
    pairs: Iterable[Pair],
    *,
    seen: bool = False,
    languages: Collection[str] = _BIASED,
) -> Certificate:
    """What pairs say of a rubric. The bootstrap draws whole calls, and the same each time.

    With `seen`, pairs that are not blind count as well, and certify nothing. `languages` are
    those that the rubric is for.
    """
    every = list(pairs)
    open_ = [one for one in every if not one.blind]
    blind = every if seen else [one for one in every if one.blind]
    by_criterion: dict[str, list[Pair]] = defaultdict(list)
    for one in blind:
        by_criterion[one.criterion].append(one)
    agreed, bias = kappa(blind), _bias(blind, languages)
    return Certificate(
        rubric,
        agreed,
        plain(icc(_centred(by_criterion.values())), blind),
        bias,
        {name: kappa(found) for name, found in sorted(by_criterion.items())},
        {name: _among(found) for name, found in sorted(by_criterion.items())},
        len(open_),
        (*_obstacles(agreed, bias), *(("not_blind",) if seen and open_ else ())),
    )


def bias_of(pairs: Iterable[Pair]) -> float | None:
    """How much higher the machine scores zh than en where people gave the same level.

    Σ_l w_l·(mean machine zh − mean machine en) ÷ Σ_l w_l over the levels l people gave in both,
    with w_l = n_zh·n_en ÷ (n_zh + n_en), the weights of W. Cochran (Biometrics 10, 1954, 417–451)
    for differences within strata. None where no level was given in both.
    """
    found: dict[tuple[float, str], list[float]] = defaultdict(list)
    for one in pairs:
        found[one.human, one.language].append(one.machine)
    weights = apart = 0.0
    for level in {level for level, _ in found}:
        zh, en = (found.get((level, language), []) for language in _BIASED)
        if zh and en:
            weight = len(zh) * len(en) / (len(zh) + len(en))
            weights += weight
            apart += weight * (sum(zh) / len(zh) - sum(en) / len(en))
    return apart / weights if weights else None


def _centred(criteria: Iterable[Sequence[Pair]]) -> list[Levels]:
    """Levels less the mean of both in their criterion."""
    found: list[Levels] = []
    for pairs in criteria:
        mean = sum(one.human + one.machine for one in pairs) / (2 * len(pairs))
        found += [(one.human - mean, one.machine - mean) for one in pairs]
    return found


def _bias(pairs: Sequence[Pair], languages: Collection[str]) -> Figure:
    if not set(_BIASED) <= set(languages):
        return empty(pairs, "one_language")
    spoken = [one for one in pairs if one.language in _BIASED]
    for language in _BIASED:
        if few := lack([one for one in spoken if one.language == language]):
            return empty(spoken, few)
    value = bias_of(spoken)
    if value is None:
        return empty(spoken, "no_common_level")
    drawn = draws(by_call(spoken), lambda calls: bias_of(one for call in calls for one in call))
    return interval(value, spoken, drawn)


def _among(pairs: Sequence[Pair]) -> Figure:
    levels: dict[str, dict[str, float]] = defaultdict(dict)
    for one in pairs:
        levels[one.call][one.coach] = one.human
    twice = [tuple(given.values()) for given in levels.values() if len(given) > 1]
    n = sum(map(len, twice))
    if len(twice) < LEAST_CALLS:
        return Figure(None, n=n, calls=len(twice), reason="too_few_calls")
    value = alpha(twice)
    return Figure(value, n=n, calls=len(twice), reason="no_variation" if value is None else None)


def _obstacles(kappa: Figure, bias: Figure) -> Iterable[str]:
    if kappa.low is None:
        yield "kappa_unknown"
    elif kappa.low < KAPPA:
        yield "kappa_low"
    if bias.reason == "one_language":
        return
    if bias.low is None or bias.high is None:
        yield "bias_unknown"
    elif max(abs(bias.low), abs(bias.high)) > BIAS:
        yield "biased"
