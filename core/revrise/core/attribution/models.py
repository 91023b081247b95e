"""The credit models by name."""

from collections.abc import Callable, Iterable

from attrs import frozen

from revrise.core.attribution import credit
from revrise.core.attribution.markov import markov
from revrise.core.attribution.path import Journeys
from revrise.core.attribution.shapley import shapley
from revrise.core.bilingual import Bilingual
from revrise.core.errors import Invalid


@frozen
class Model:
    """A named way to share conversions among channels; `share` is pure and deterministic."""

    name: str
    title: Bilingual
    description: Bilingual
    share: Callable[[Journeys], tuple[credit.Credit, ...]]


_ALL = (
    Model(
        "first",
        Bilingual("First touch", "首次触点"),
        Bilingual("All credit to the first contact.", "功劳全部归于第一次接触。"),
        credit.first,
    ),
    Model(
        "last",
        Bilingual("Last touch", "末次触点"),
        Bilingual("All credit to the last contact.", "功劳全部归于最后一次接触。"),
        credit.last,
    ),
    Model(
        "linear",
        Bilingual("Linear", "线性"),
        Bilingual("The same credit to every contact.", "每次接触功劳相同。"),
        credit.linear,
    ),
    Model(
        "time-decay",
        Bilingual("Time decay", "时间衰减"),
        Bilingual(
            "Credit halves for every 7 days before the last contact.",
            "距最后一次接触每早 7 天，功劳减半。",
        ),
        credit.time_decay,
    ),
    Model(
        "position",
        Bilingual("Position (40/20/40)", "位置（40/20/40）"),
        Bilingual(
            "40% to the first contact, 40% to the last, 20% to those between.",
            "首次与末次接触各 40%，中间接触共 20%。",
        ),
        credit.position,
    ),
    Model(
        "markov",
        Bilingual("Markov removal effect", "马尔可夫移除效应"),
        Bilingual(
            "By the conversions that would be lost if the channel led nowhere.",
            "按移除该渠道后会损失的成交来分配。",
        ),
        markov,
    ),
    Model(
        "shapley",
        Bilingual("Shapley value", "沙普利值"),
        Bilingual(
            "Each conversion shared equally among the distinct channels of its journey.",
            "每次成交由其旅程中的不同渠道平分。",
        ),
        shapley,
    ),
)
MODELS = {model.name: model for model in _ALL}


def chosen(names: Iterable[str], more: Iterable[Model] = ()) -> tuple[Model, ...]:
    """The models of these names, `all` or none for every one. Raises Invalid for an unknown.

    `more` are models of plugins; none takes the name of a built-in one.
    """
    known = {**{model.name: model for model in more}, **MODELS}
    wanted = list(dict.fromkeys(names))
    for name in wanted:
        if name not in known and name != "all":
            choice = ", ".join(known)
            raise Invalid(f"there is no credit model {name!r}", remedy=f"choose among: {choice}")
    everything = not wanted or "all" in wanted
    return tuple(known.values()) if everything else tuple(known[name] for name in wanted)
