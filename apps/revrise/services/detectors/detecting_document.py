"""The listed detectors as a document: what API and CLI answer."""

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import asdict

from revrise.core.bilingual import Bilingual
from revrise.services.detectors.detecting import ListedDetector


def as_documents(found: Iterable[ListedDetector]) -> list[dict[str, Any]]:
    """Each as JSON, texts by language."""
    return [_document(one) for one in found]


def _document(one: ListedDetector) -> dict[str, Any]:
    plain = asdict(one, recurse=False)
    return {
        **plain,
        "label": _text(one.label),
        "about": _text(one.about),
        "labels": _texts(one.labels),
        "languages": list(one.languages),
        "metrics": list(one.metrics),
        "replaced_by": list(one.replaced_by),
    }


def _text(text: Bilingual | None) -> dict[str, str] | None:
    return {"en": text.en, "zh": text.zh} if text else None


def _texts(texts: Mapping[str, Bilingual]) -> dict[str, dict[str, str]]:
    return {name: {"en": text.en, "zh": text.zh} for name, text in texts.items()}
