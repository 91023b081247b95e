"""Detectors a company learned from its own labels: files of revrise calls train."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from attrs import define, field, frozen

from revrise.core.conversations.learned import signs
from revrise.core.conversations.learned.finding import KINDS, find
from revrise.core.conversations.learned.model import LinearModel
from revrise.core.conversations.learned.model_json import MOST_BYTES, parse
from revrise.core.errors import Invalid
from revrise.ports import (
    Bilingual,
    Detector,
    DetectorDefinition,
    Misconfigured,
    Moment,
    PluginManifest,
    Transcript,
    hookimpl,
    setting,
)

_TITLES = {
    "objections": Bilingual("Learned objections", "学到的异议"),
    "questions": Bilingual("Learned questions", "学到的提问"),
    "commitments": Bilingual("Learned commitments", "学到的承诺"),
}
_CULPRIT = "plugins.learned"


@frozen
class Config:
    """Settings: a model file for each task; without one the built-in rules alone are asked."""

    objections: str = setting("Path of a model of objections; empty: none", "")
    questions: str = setting("Path of a model of questions; empty: none", "")
    commitments: str = setting("Path of a model of commitments; empty: none", "")
    beside: bool = setting(
        "Add to what the built-in rules find instead of standing in for them", default=False
    )


@define
class LearnedDetector:
    """A model as a detector."""

    definition: DetectorDefinition
    model: LinearModel = field(repr=False)

    def find(self, transcript: Transcript) -> Iterator[Moment]:
        """See Detector."""
        return find(self.model, transcript)


def _detector(task: str, path: Path, *, beside: bool) -> LearnedDetector:
    raw = _read(task, path)
    model = _parsed(raw, task, path)
    definition = DetectorDefinition(
        f"learned-{task}",
        signs.VERSION,
        _TITLES[task],
        _about(model),
        KINDS[task],
        languages=model.languages,
        instead=not beside,
        made_of=sha256(raw).hexdigest(),
    )
    return LearnedDetector(definition, model)


def _parsed(raw: bytes, task: str, path: Path) -> LinearModel:
    remedy = f"set the path of a model of {task} in {_CULPRIT}.{task}"
    try:
        model = parse(raw, str(path))
    except Invalid as error:
        raise Misconfigured(
            error.message, culprit=error.culprit, remedy=error.remedy or remedy
        ) from None
    if model.task != task:
        raise Misconfigured(f"it is a model of {model.task}", culprit=str(path), remedy=remedy)
    return model


def _read(task: str, path: Path) -> bytes:
    try:
        if path.is_file():
            with path.open("rb") as file:
                return file.read(MOST_BYTES + 1)
        problem = "no such file"
    except OSError as error:
        problem = f"cannot be read: {error.strerror}"
    except ValueError:
        problem = "is no path"
    remedy = f"set {_CULPRIT}.{task} to a file of `revrise calls train`, or to nothing"
    raise Misconfigured(problem, culprit=str(path), remedy=remedy)


def _about(model: LinearModel) -> Bilingual:
    lines, f1 = model.labels.lines, _percent(model.checked.learned["f1"])
    rules = _percent(model.checked.rules["f1"])
    return Bilingual(
        f"Learned from {lines:,} labelled lines; F1 {f1} by cross-validation, rules {rules}.",
        f"由 {lines:,} 行标注学到；交叉验证的 F1 为 {f1}，内置规则为 {rules}。",
    )


def _percent(share: Any) -> str:
    return "–" if share is None else f"{share:.2f}"


@hookimpl
def manifest() -> PluginManifest:
    """What this plugin is."""
    return PluginManifest(id="learned", name="Learned detectors", api="1", config=Config)


@hookimpl
def register_detectors(config: Config) -> Iterable[Detector]:
    """One for each model file that is set. Raises Misconfigured for one that is none."""
    paths = (("objections", config.objections), ("questions", config.questions),
             ("commitments", config.commitments))  # fmt: skip
    return [_detector(task, Path(path), beside=config.beside) for task, path in paths if path]
