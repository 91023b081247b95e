"""What a form sent: annotate a handler's `data: Form`."""

from collections.abc import Sequence
from typing import Annotated, Any

from litestar.enums import RequestEncodingType
from litestar.params import Body

from revrise.apps.api.sentences.chinese import in_chinese
from revrise.core.bilingual import Language
from revrise.core.errors import RevRiseError

Form = Annotated[dict[str, Any], Body(media_type=RequestEncodingType.URL_ENCODED)]


def text(data: dict[str, Any], name: str, default: str = "") -> str:
    """One field; the last where it was sent several times."""
    found = many(data, name)
    return found[-1] if found else default


def many(data: dict[str, Any], name: str) -> Sequence[str]:
    """Every value of a field."""
    found = data.get(name)
    if found is None:
        return []
    return [str(one) for one in found] if isinstance(found, list) else [str(found)]


def whole(data: dict[str, Any], name: str, default: int = 0) -> int:
    """A whole number; `default` where none was sent."""
    sent = text(data, name)
    return int(sent) if sent.lstrip("-").isdigit() else default


def problems(error: RevRiseError, fields: Sequence[str], language: Language) -> dict[str, str]:
    """An error as a form shows it: at the field it names, or above all fields."""
    parts = [part for part in (error.message, error.remedy) if part]
    said = ": ".join(parts) if language == "en" else "：".join(map(in_chinese, parts))
    return {error.culprit if error.culprit in fields else "": said}
