"""How the language model that is set up names the objections of the held-out part.

Run: REVRISE_SHARED_DATA=folder python -m bench.asked; the plugin `language-model` is set up as for
the app (docs/assist.md). The dialogues are sent to it; the built-in rules are judged on the same
ones. Exit code 1 when the goal is missed. Never to choose instructions by: then it is not held out.
"""

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.labelled_sets import labelled_objections
from bench.learned import HELD_OUT, SETS
from revrise.core.conversations.detected import Detected
from revrise.core.conversations.evaluation import evaluate
from revrise.core.conversations.labels import Labelled
from revrise.services.detectors.model_hearing import ModelHearing

_GOAL = 0.86
Heard = Sequence[tuple[Labelled, Sequence[Detected]]]
Row = tuple[str, dict[str, Any]]


def rows(sets: Mapping[str, Iterable[Labelled]], hearing: ModelHearing) -> Iterator[Row]:
    """Figures of the model and of the rules, over all sets and of each; how it was asked.

    Every dialogue is asked about once.
    """
    heard = {
        name: [(one, hearing.hear(one.transcript)) for one in hearing.within(labelled)]
        for name, labelled in sets.items()
    }
    every = [pair for of in heard.values() for pair in of]
    for name, of in {"held out": every, **heard}.items():
        yield f"{name}: language model", _figures(of)
        yield f"{name}: built-in rules", evaluate("objections", [one for one, _ in of])
    yield "how it was asked", dict(hearing.told())


def _figures(heard: Heard) -> dict[str, Any]:
    said = iter([found for _, found in heard])
    return evaluate("objections", [one for one, _ in heard], hear=lambda _: next(said))


def main() -> int:
    from revrise.apps.assembly import plugins
    from revrise.services.assist.model_reading import set_up

    folder = Path(os.environ["REVRISE_SHARED_DATA"])
    sets = {
        f"held out, {name}": labelled_objections(folder, "en", HELD_OUT, [corpus])
        for name, ((corpus, _), *_) in SETS.items()
    }
    found = dict(rows(sets, ModelHearing(set_up(plugins()))))
    for name, figures in found.items():
        print(f"{name:48} {figures}", flush=True)
    return 0 if (found["held out: language model"]["f1"] or 0) >= _GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
