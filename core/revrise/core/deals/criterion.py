"""An entry or exit criterion of a stage: something that must be true of a deal."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from attrs import frozen

from revrise.core.errors import Misconfigured

Check = Callable[[Mapping[str, Any], str], bool]


@frozen
class Criterion:
    """`kind` chooses the check, `argument` is what it looks at; the titles name it in a refusal.

    field: the deal's field is filled. evidence: a piece of evidence of that kind is attached.
    positive: the deal's number is above zero. Other kinds come from plugins.
    """

    id: str
    kind: str
    argument: str
    title_en: str
    title_zh: str


def unmet(
    criteria: Collection[Criterion], facts: Mapping[str, Any], extra: Mapping[str, Check]
) -> list[Criterion]:
    """The criteria a deal's facts do not meet. `extra` adds kinds of check.

    Raises Misconfigured for a kind nobody provides.
    """
    return [one for one in criteria if not _check(one, extra)(facts, one.argument)]


def _check(criterion: Criterion, extra: Mapping[str, Check]) -> Check:
    check = BUILT_IN.get(criterion.kind) or extra.get(criterion.kind)
    if check is None:
        raise Misconfigured(
            f"nothing checks criteria of kind {criterion.kind!r}",
            culprit=criterion.id,
            remedy="enable the plugin that registers it",
        )
    return check


def _filled(facts: Mapping[str, Any], name: str) -> bool:
    value = facts.get(name)
    return value not in (None, ()) and str(value).strip() != ""


def _attached(facts: Mapping[str, Any], kind: str) -> bool:
    return kind in facts.get("evidence", ())


def _positive(facts: Mapping[str, Any], name: str) -> bool:
    value = facts.get(name)
    return value is not None and getattr(value, "minor", value) > 0


BUILT_IN: Mapping[str, Check] = {
    "field": _filled,
    "evidence": _attached,
    "positive": _positive,
}
