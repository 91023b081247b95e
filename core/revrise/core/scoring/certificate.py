"""How far a machine's levels on a rubric can be trusted, from calls people scored as well."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from random import Random
from typing import TypeVar

from attrs import frozen

from revrise.core.scoring.agreement import added, alpha, icc, sums, weighted_kappa

LEAST_PAIRS, LEAST_CALLS = 30, 10
DRAWS, SEED = 1000, 1
# A rubric is certified where κ is surely above the first, and the bias surely below the second.
KAPPA, BIAS = 0.6, 0.5
_BIASED = ("zh", "en")
T = TypeVar("T")


@frozen
class Pair:
    """One criterion of one call: a person's level, the machine's; whether the person was blind."""

    call: str
    criterion: str
    language: str
    human: float
    machine: float
    coach: str = ""
    blind: bool = True


@frozen
class Figure:
    """A value with its 95 % interval, or None with the reason; `n` pairs of `calls` calls.

    Reasons: too_few_pairs | too_few_calls | no_variation | no_common_level.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    n: int = 0
    calls: int = 0
    reason: str | None = None


@frozen
class Certificate:
    """`kappa` and `icc` of person and machine, `by_criterion` κ of each; `bias` is zh − en.

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


def certificate(rubric: str, pairs: Iterable[Pair], *, seen: bool = False) -> Certificate:
    """What pairs say of a rubric. The bootstrap draws whole calls, and the same each time.

    With `seen`, pairs that are not blind count as well, and certify nothing.
    """
    every = list(pairs)
    open_ = [one for one in every if not one.blind]
    blind = every if seen else [one for one in every if one.blind]
    by_criterion: dict[str, list[Pair]] = defaultdict(list)
    for one in blind:
        by_criterion[one.criterion].append(one)
    agreed, bias = kappa(blind), _bias(blind)
    return Certificate(
        rubric,
        agreed,
        _plain(icc([(one.human, one.machine) for one in blind]), blind),
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


@frozen
class Retest:
    """The κ of the machine with itself over `n` levels scored twice, and the share left the same.

    `kappa` is None where nothing was scored or nothing varies.
    """

    kappa: float | None
    same: float | None
    n: int


def retest(pairs: Sequence[tuple[float, float]]) -> Retest:
    """Each level as first scored and as scored again, or on words that were changed a little."""
    same = sum(a == b for a, b in pairs) / len(pairs) if pairs else None
    return Retest(weighted_kappa(pairs), same, len(pairs))


def kappa(pairs: Sequence[Pair]) -> Figure:
    """Weighted κ of person and machine over pairs, with its interval by draws of whole calls."""
    if lack := _lack(pairs):
        return _empty(pairs, lack)
    parts = [sums((one.human, one.machine) for one in call) for call in _calls(pairs)]
    value, drawn = added(parts).kappa(), _draws(parts, lambda some: added(some).kappa())
    return _interval(value, pairs, drawn)


def _bias(pairs: Sequence[Pair]) -> Figure:
    spoken = [one for one in pairs if one.language in _BIASED]
    for language in _BIASED:
        if lack := _lack([one for one in spoken if one.language == language]):
            return _empty(spoken, lack)
    value = bias_of(spoken)
    if value is None:
        return _empty(spoken, "no_common_level")
    drawn = _draws(_calls(spoken), lambda calls: bias_of(one for call in calls for one in call))
    return _interval(value, spoken, drawn)


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
    if bias.low is None or bias.high is None:
        yield "bias_unknown"
    elif max(abs(bias.low), abs(bias.high)) > BIAS:
        yield "biased"


def _lack(pairs: Sequence[Pair]) -> str | None:
    if len(pairs) < LEAST_PAIRS:
        return "too_few_pairs"
    return "too_few_calls" if len({one.call for one in pairs}) < LEAST_CALLS else None


def _calls(pairs: Sequence[Pair]) -> list[list[Pair]]:
    found: dict[str, list[Pair]] = defaultdict(list)
    for one in pairs:
        found[one.call].append(one)
    return list(found.values())


def _draws(calls: Sequence[T], figure: Callable[[Sequence[T]], float | None]) -> list[float]:
    """The figure of as many calls drawn with replacement, DRAWS times, where there is one."""
    rolls = Random(SEED)  # noqa: S311  # a repeatable figure, no secret
    drawn = (figure(rolls.choices(calls, k=len(calls))) for _ in range(DRAWS))
    return sorted(one for one in drawn if one is not None)


def _interval(value: float | None, pairs: Sequence[Pair], drawn: Sequence[float]) -> Figure:
    """The 2.5 % and 97.5 % points of the draws (B. Efron, Annals of Statistics 7, 1979, 1–26)."""
    if value is None or not drawn:
        return _empty(pairs, "no_variation")
    low, high = (drawn[int(share * (len(drawn) - 1))] for share in (0.025, 0.975))
    return Figure(value, low, high, *_size(pairs))


def _plain(value: float | None, pairs: Sequence[Pair]) -> Figure:
    if lack := _lack(pairs):
        return _empty(pairs, lack)
    n, calls = _size(pairs)
    return Figure(value, n=n, calls=calls, reason="no_variation" if value is None else None)


def _empty(pairs: Sequence[Pair], reason: str) -> Figure:
    n, calls = _size(pairs)
    return Figure(None, n=n, calls=calls, reason=reason)


def _size(pairs: Sequence[Pair]) -> tuple[int, int]:
    return len(pairs), len({one.call for one in pairs})
