"""Learns the weights of objections anew, and says how well they do out of their fold.

Run: REVRISE_SHARED_DATA=folder python -m bench.objection_model [--write], some minutes. With
--write it replaces `core/…/objection/weights_*.json`. The corpora are not shipped; the
conversations in `bench/conversations` are our own.
"""

import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from attrs import evolve

from bench.labelled_sets import census_of_objections, labelled_objections
from bench.quality import written_sentences
from bench.talk import conversations
from revrise.core.conversations import labels, objections
from revrise.core.conversations.labels import Labelled
from revrise.core.conversations.learned.examples import Example
from revrise.core.conversations.learned.model import LinearModel
from revrise.core.conversations.learned.training import train
from revrise.core.conversations.objection import weighing, weights
from revrise.core.conversations.reading import read

PARTS = {
    "craigslist_dev": ("train", "fresh"),
    "casino": ("bargaining",),  # the other parts followed a stricter guide
}
_LEAST, _LEAST_OF_CATEGORY = 4, 3
_LIGHT, _LIGHT_OF_CATEGORY = 20, 60  # thousandths: lighter ones change nothing but the file's size
_WEIGHTS = Path(weights.__file__).parent


def sets(folder: Path, language: str) -> Mapping[str, Sequence[Labelled]]:
    """What may be learnt from, by name."""
    found = {
        "talk": list(conversations("train", language)),
        "sentences": list(written_sentences(language, "learn")),
    }
    if language == "zh":
        found["crosswoz_val"] = list(census_of_objections(folder, held=False))
    else:
        for corpus, parts in PARTS.items():
            found[corpus] = [
                one for part in parts for one in labelled_objections(folder, "en", part, [corpus])
            ]
    return found


def examples(name: str, labelled: Iterable[Labelled]) -> Iterator[tuple[Example, str]]:
    """Each labelled line of a buyer with its signs, and the category of one that objects."""
    for one in labelled:
        reading = read(one.transcript)
        named, told = objections.signed(reading)
        said = "\n".join(each.text for each in one.transcript.utterances)
        dialogue = f"{name} {sha256(said.encode()).hexdigest()}"
        for at, given in enumerate(one.labels):
            if "objection" in given and reading.sides[at] == "buyer":
                shown = weighing.signs(reading, at, told.get(at, ()))
                signs = frozenset(f"{kind} {sign}" for kind, names in shown for sign in names)
                wanted = labels.objects(given["objection"])
                line = Example(dialogue, dialogue, at, "", wanted, at in named, signs)
                yield line, str(given["objection"] or "")


def document(model: LinearModel, categories: Mapping[str, LinearModel]) -> dict[str, Any]:
    """As `Weights.read` takes it."""
    signs: dict[str, dict[str, int]] = defaultdict(dict)
    for kind, sign, weight in _whole(model, _LIGHT):
        signs[kind][sign] = weight
    return {
        "schema": weights.SCHEMA,
        "labels": {"dialogues": model.labels.dialogues, "lines": model.labels.lines},
        "base": round(model.base * weights.THOUSANDTHS),
        "enough": round(model.enough * weights.THOUSANDTHS),
        "signs": signs,
        "categories": {
            name: {
                "base": round(one.base * weights.THOUSANDTHS),
                "own": {sign: weight for _, sign, weight in _whole(one, _LIGHT_OF_CATEGORY)},
            }
            for name, one in categories.items()
        },
    }


def _whole(model: LinearModel, light: int) -> Iterator[tuple[str, str, int]]:
    for name, weight in model.weights.items():
        kind, _, sign = name.partition(" ")
        whole = round(weight * weights.THOUSANDTHS)
        if abs(whole) >= light:
            yield kind, sign, whole


def by_category(lines: Sequence[tuple[Example, str]]) -> Mapping[str, LinearModel]:
    """A model of each category, among lines that object; by their own words."""
    objecting = [
        (evolve(one, shown=frozenset(s for s in one.shown if s.startswith("own "))), category)
        for one, category in lines
        if category in objections.CATEGORIES
    ]
    return {
        name: train(
            "objections",
            [evolve(one, wanted=category == name) for one, category in objecting],
            least=_LEAST_OF_CATEGORY,
        )
        for name in objections.CATEGORIES
    }


def main() -> int:
    folder = Path(os.environ["REVRISE_SHARED_DATA"])
    for language in ("en", "zh"):
        lines = [line for name, of in sets(folder, language).items() for line in examples(name, of)]
        model = train("objections", [one for one, _ in lines], least=_LEAST)
        print(language, "cross-validated", dict(model.checked.learned))
        print(language, "phrases alone", dict(model.checked.rules))
        made = document(model, by_category(lines))
        print(language, sum(map(len, made["signs"].values())), "weights")
        if "--write" in sys.argv[1:]:
            text = json.dumps(made, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
            (_WEIGHTS / f"weights_{language}.json").write_text(f"{text}\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
