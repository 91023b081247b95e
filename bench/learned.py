"""What linear models learn from labels of objections: by kind of sign, corpus, number of dialogues.

Run: REVRISE_SHARED_DATA=folder python -m bench.learned, a few minutes; `--held-out` judges on the
held-out part as well, which is for the end, never to choose by. The corpora are not shipped.
"""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from attrs import evolve

from bench.labelled_sets import labelled_objections
from bench.quality import written_sentences
from revrise.core.conversations.learned.examples import Example, examples
from revrise.core.conversations.learned.model import LinearModel, compared, decided
from revrise.core.conversations.learned.training import train

SETS = {
    "CraigslistBargain": (("craigslist_dev", "train"), ("craigslist_dev", "fresh")),
    "CaSiNo": (("casino", "bargaining"),),
}
HELD_OUT = "last"
_SHARES = (0.25, 0.5, 1.0)
_FOLDS = 5
_WORDS = ("w ", "b ", "x ")
KINDS: dict[str, Callable[[str], bool]] = {
    "words alone": lambda sign: sign.startswith(_WORDS),
    "signs alone": lambda sign: not sign.startswith(_WORDS),
    "both": lambda _: True,
}
Lines = Sequence[Example]
Row = tuple[str, dict[str, object]]


def learnt_from(folder: Path) -> dict[str, Lines]:
    """The labelled lines of each corpus that may be learnt from."""
    return {
        name: examples(
            "objections",
            [
                one
                for corpus, part in parts
                for one in labelled_objections(folder, "en", part, [corpus])
            ],
        )
        for name, parts in SETS.items()
    }


def only(lines: Lines, kept: Callable[[str], bool]) -> Lines:
    """The same lines, showing some kinds of signs."""
    return [evolve(one, shown=frozenset(filter(kept, one.shown))) for one in lines]


def part(lines: Lines, share: float) -> Lines:
    """The lines of a share of the dialogues: those with the smallest digests."""
    dialogues = sorted({one.dialogue for one in lines})
    kept = set(dialogues[: round(len(dialogues) * share)])
    return [one for one in lines if one.dialogue in kept]


def curve(lines: Lines, share: float) -> dict[str, object]:
    """Figures on all lines, a fifth at a time, each judged by a share of the other dialogues."""
    dialogues = sorted({one.dialogue for one in lines})
    pairs: list[tuple[Example, bool]] = []
    for fold in range(_FOLDS):
        held = set(dialogues[fold::_FOLDS])
        model = train("objections", part([one for one in lines if one.dialogue not in held], share))
        pairs += decided(model, [one for one in lines if one.dialogue in held])
    return compared(pairs)[0]


def judging(folder: Path, *, held_out: bool) -> dict[str, Lines]:
    """What models of both corpora are judged on: other trades' sentences, the held-out part."""
    sentences = [one for half in ("learn", "check") for one in written_sentences("en", half)]
    found = {"sentences of other trades": examples("objections", sentences)}
    if held_out:
        found["held out"] = examples("objections", labelled_objections(folder, "en", HELD_OUT))
        for name, ((corpus, _), *_) in SETS.items():
            of = labelled_objections(folder, "en", HELD_OUT, [corpus])
            found[f"held out, {name}"] = examples("objections", of)
    return found


def rows(sets: dict[str, Lines], judges: dict[str, Lines]) -> Iterator[Row]:
    """What was trained and judged on what, and the figures."""
    every = sorted((one for of in sets.values() for one in of), key=lambda one: (one.call, one.at))
    for name, lines in judges.items():
        yield f"built-in rules on {name}", compared((one, False) for one in lines)[1]
    for name, of in {**sets, "both corpora": every}.items():
        model = train("objections", of)
        yield f"{name}: cross-validated", dict(model.checked.learned)
        yield f"{name}: cross-validated, built-in rules", dict(model.checked.rules)
        for other, lines in sets.items():
            if other != name and of is not every:
                learned, rules = compared(decided(model, lines))
                yield f"trained on {name}, judged on {other}", learned
                yield f"built-in rules on {other}", rules
    for kind, kept in KINDS.items():
        model = train("objections", only(every, kept))
        yield f"{kind}: cross-validated", dict(model.checked.learned)
        yield from _judged(kind, model, {name: only(of, kept) for name, of in judges.items()})
    for share in _SHARES:
        yield f"{share:.0%} of the dialogues: judged on others", curve(every, share)
        if share < 1:
            model = train("objections", part(every, share))
            yield from _judged(f"{share:.0%} of the dialogues", model, judges)


def _judged(name: str, model: LinearModel, judges: dict[str, Lines]) -> Iterator[Row]:
    for judge, lines in judges.items():
        yield f"{name}: on {judge}", compared(decided(model, lines))[0]


def main() -> int:
    folder = Path(os.environ["REVRISE_SHARED_DATA"])
    judges = judging(folder, held_out="--held-out" in sys.argv[1:])
    for name, figures in rows(learnt_from(folder), judges):
        print(f"{name:64} {figures}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
