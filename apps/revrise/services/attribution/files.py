"""Attribution on files somebody hands in: touches, or behaviour and results. Nothing is stored."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random

from revrise.core.attribution.association import associate, assumptions
from revrise.core.attribution.models import Model, chosen
from revrise.core.attribution.path import Journeys
from revrise.core.attribution.question import Question
from revrise.core.bilingual import Bilingual
from revrise.ports.catalogue import surviving
from revrise.services.attribution import behaviour_file, touch_file
from revrise.services.attribution.views import BehaviourAssociations, TouchCredit
from revrise.services.tables.table import Rejections, open_table

_NO_TIME = Bilingual(
    "There is no column for the time: rows were taken in order, so time decay equals linear.",
    "没有时间列：按行的顺序处理，因此时间衰减等同于线性。",
)


def touches(
    path: Path,
    models: Sequence[str] = (),
    columns: Mapping[str, str] | None = None,
    more: Sequence[Model] = (),
) -> TouchCredit:
    """Multi-touch credit from a CSV file with one row per touch.

    `models` are names of credit models, none for all; `columns` maps journey, channel, at,
    converted and value to header names where they are not the usual ones; `more` are models of
    plugins, left out where their plugin fails. Raises Invalid or
    NotFound naming file, line and column.
    """
    wanted = chosen(models, more)
    table = open_table(path)
    where = touch_file.columns(table, columns or {})
    rejected = Rejections(str(path))
    found = touch_file.read(table, where, rejected)
    journeys = Journeys(found.journeys)
    return TouchCredit(
        journeys=len(found.journeys),
        conversions=journeys.conversions,
        value=journeys.value,
        decimals=found.decimals,
        models={
            model.name: share for model, share in surviving(wanted, lambda m: m.share(journeys))
        },
        rejected=rejected,
        warnings=() if "at" in where else (_NO_TIME,),
    )


def behaviours(
    path: Path,
    outcome: str,
    *,
    cluster: str = "",
    adjust: Sequence[str] = (),
    exclude: Sequence[str] = (),
    smallest: float | None = None,
    weekly: float | None = None,
    seed: int = 0,
) -> BehaviourAssociations:
    """Association of every numeric column of a CSV file with its outcome column.

    `cluster` names the column of what repeats (a person), `adjust` columns to hold constant,
    `exclude` those that are no behaviour; `smallest` and `weekly` as in Question. The same seed
    gives the same answer. Raises Invalid or NotFound naming file and column.
    """
    rejected = Rejections(str(path))
    found = behaviour_file.read(
        open_table(path),
        rejected,
        outcome=outcome,
        cluster=cluster,
        adjust=adjust,
        exclude=exclude,
    )
    question = Question(outcome, found.behaviours, tuple(adjust), smallest, weekly)
    return BehaviourAssociations(
        outcome=outcome,
        n=sum(cell is not None for cell in found.panel.column(outcome)),
        clusters=len(set(found.panel.clusters)) if found.panel.clusters else found.panel.size,
        associations=associate(found.panel, question, Random(seed)),  # noqa: S311 - not a secret
        assumptions=assumptions(question, clustered=bool(cluster)),
        ignored=found.ignored,
        rejected=rejected,
    )
