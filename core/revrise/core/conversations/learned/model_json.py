"""A model as a JSON file (`revrise.linear-model/1`), both ways; the same model, the same bytes."""

import json
import re
from collections.abc import Mapping
from typing import Any, NoReturn

from revrise.core.conversations.learned import signs
from revrise.core.conversations.learned.examples import TASKS
from revrise.core.conversations.learned.model import LONGEST_SIGN, Checked, Labels, LinearModel
from revrise.core.conversations.words.language import UNKNOWN, is_tag, primary
from revrise.core.errors import Invalid
from revrise.core.toml_table import Table

SCHEMA = "revrise.linear-model/1"
MOST_BYTES = 16 << 20
_MOST_WEIGHTS, _HEAVIEST, _MOST = 200_000, 100.0, 1 << 40
_DIGEST = re.compile(r"[0-9a-f]{64}")
_REMEDY = "train it anew with `revrise calls train`"
_FIGURES = ("precision", "recall", "f1", "ci95")


def render(model: LinearModel) -> str:
    """The text of the file: sorted keys, a line each, no date."""
    document = {
        "schema": SCHEMA,
        "task": model.task,
        "languages": list(model.languages),
        "signs": signs.VERSION,
        "base": model.base,
        "enough": model.enough,
        "least_dialogues": model.least,
        "cost": model.cost,
        "labels": {
            "dialogues": model.labels.dialogues,
            "lines": model.labels.lines,
            "positives": model.labels.positives,
            "digest": model.labels.digest,
        },
        "checked": {
            "folds": model.checked.folds,
            "learned": dict(model.checked.learned),
            "rules": dict(model.checked.rules),
        },
        "weights": dict(model.weights),
    }
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def parse(raw: bytes, name: str) -> LinearModel:
    """The model of a file's bytes.

    Raises Invalid naming `name` and the key for another schema, other signs than ours, an unknown
    or missing key, a number that is none, not finite or too large, and for too many weights.
    """
    top = Table(f"{name}: ", _document(raw, name))
    if top.values.get("schema") != SCHEMA:
        raise top.fail("schema", f'must be "{SCHEMA}"', _REMEDY)
    top.only("schema", "task", "languages", "signs", "base", "enough", "least_dialogues", "cost",
             "labels", "checked", "weights")  # fmt: skip
    if top.whole("signs") != signs.VERSION:
        raise top.fail("signs", f"this version reads signs {signs.VERSION}", _REMEDY)
    return LinearModel(
        top.choice("task", TASKS),
        _languages(top),
        _number(top, "base"),
        _number(top, "enough"),
        _weights(top.table("weights")),
        _count(top, "least_dialogues"),
        _number(top, "cost"),
        _labels(top.table("labels")),
        _checked(top.table("checked")),
    )


def _document(raw: bytes, name: str) -> dict[str, Any]:
    if len(raw) > MOST_BYTES:
        raise Invalid(f"larger than {MOST_BYTES >> 20} MB", culprit=name, remedy=_REMEDY)
    try:
        document = json.loads(raw.decode(), parse_constant=_constant, object_pairs_hook=_once)
    except Invalid as error:
        raise Invalid(error.message, culprit=name, remedy=_REMEDY) from None
    except (ValueError, RecursionError):
        raise Invalid("this is no JSON in UTF-8", culprit=name, remedy=_REMEDY) from None
    if not isinstance(document, dict):
        raise Invalid("must be an object", culprit=name, remedy=_REMEDY)
    return document


def _constant(text: str) -> NoReturn:
    raise Invalid(f"{text} is no number of JSON")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in found if names.count(name) > 1)
        raise Invalid(f"{twice[:60]!r} is there twice")
    return found


def _languages(top: Table) -> tuple[str, ...]:
    found = top.texts("languages")
    for one in found:
        if not is_tag(one) or one in UNKNOWN or one != primary(one):
            raise top.fail("languages", f"{one[:40]!r} is no primary language tag", _REMEDY)
    return found


def _weights(table: Table) -> Mapping[str, float]:
    if len(table.values) > _MOST_WEIGHTS:
        raise table.fail("", f"more than {_MOST_WEIGHTS} of them", _REMEDY)
    for sign in table.values:
        if not sign.strip() or len(sign) > LONGEST_SIGN:
            raise table.fail(repr(sign[:60]), f"a sign has 1 to {LONGEST_SIGN} characters", _REMEDY)
    return {sign: _number(table, sign) for sign in table.values}


def _labels(table: Table) -> Labels:
    table.only("dialogues", "lines", "positives", "digest")
    digest = table.text("digest")
    if not _DIGEST.fullmatch(digest):
        raise table.fail("digest", "must be 64 hexadecimal digits", _REMEDY)
    counts = [_count(table, key) for key in ("dialogues", "lines", "positives")]
    return Labels(counts[0], counts[1], counts[2], digest)


def _checked(table: Table) -> Checked:
    table.only("folds", "learned", "rules")
    return Checked(
        _count(table, "folds"),
        _figures(table.table("learned")),
        _figures(table.table("rules")),
    )


def _figures(table: Table) -> Mapping[str, Any]:
    table.only(*_FIGURES)
    for key in _FIGURES:
        value = table.values.get(key)
        shares = value if key == "ci95" and isinstance(value, list) else [value]
        pair = key != "ci95" or value is None or len(shares) == len(("from", "to"))
        if not pair or not all(one is None or _is_share(one) for one in shares):
            raise table.fail(key, "must be 0 to 1, of ci95 two such, or null", _REMEDY)
    return {key: table.values.get(key) for key in _FIGURES}


def _is_share(value: Any) -> bool:
    return _is_number(value) and 0 <= value <= 1


def _is_number(value: Any) -> bool:
    return type(value) in {int, float}


def _number(table: Table, key: str) -> float:
    value: Any = table.values.get(key)
    if not _is_number(value) or not -_HEAVIEST <= value <= _HEAVIEST:
        raise table.fail(key[:60], f"must be a number of ±{_HEAVIEST:g} at most", _REMEDY)
    return float(value)


def _count(table: Table, key: str) -> int:
    found = table.whole(key)
    if found > _MOST:
        raise table.fail(key, f"must be {_MOST} at most", _REMEDY)
    return found
