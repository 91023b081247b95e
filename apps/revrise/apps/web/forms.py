"""What a form sent, with what is wrong with it by field: a handler's `form: Form`."""

from collections.abc import Collection, Mapping
from datetime import datetime, tzinfo
from typing import Any

from attrs import Factory, frozen
from litestar import Request
from litestar.datastructures import FormMultiDict, UploadFile
from litestar.di import NamedDependency
from litestar.params import SkipValidation

from revrise.apps.api.sentences.chinese import in_chinese
from revrise.apps.web.moments import end_of
from revrise.core.bilingual import Language
from revrise.core.errors import Invalid, RevRiseError
from revrise.core.money import Money

_LONGEST = 15


@frozen
class Sent:
    """The fields of one form. Reading one never raises; `errors` collects what is wrong."""

    values: Mapping[str, tuple[str, ...]] = Factory(dict)
    errors: dict[str, str] = Factory(dict)

    def raw(self, name: str) -> str:
        """The field as it was typed; the last where it came several times."""
        return self.values.get(name, ("",))[-1]

    def text(self, name: str) -> str:
        """The field without blanks around it; empty where it did not come."""
        return self.raw(name).strip()

    def maybe(self, name: str) -> str | None:
        """The text, None where it is empty."""
        return self.text(name) or None

    def many(self, name: str) -> tuple[str, ...]:
        """Every value of a field that may come several times."""
        return tuple(value.strip() for value in self.values.get(name, ()) if value.strip())

    def lines(self, name: str) -> tuple[str, ...]:
        """The lines of a field that say something."""
        return tuple(line.strip() for line in self.text(name).splitlines() if line.strip())

    def whole(self, name: str) -> int | None:
        """A whole number from 0 on, None where it is none."""
        text = self.text(name)
        return int(text) if text.isascii() and text.isdecimal() and len(text) <= _LONGEST else None

    def due(self, name: str, zone: tzinfo, wrong: str) -> datetime | None:
        """The last minute of a day in the reader's zone; `wrong` is said of what is no day."""
        text = self.text(name)
        moment = end_of(text, zone) if text else None
        if text and moment is None:
            self.errors[name] = wrong
        return moment

    def money(self, name: str, currency: str, wrong: str) -> Money | None:
        """An amount in major units; commas between thousands are fine."""
        text = self.text(name).replace(",", "").replace("，", "")
        try:
            return Money.of(text, currency) if text else None
        except Invalid:
            self.errors[name] = wrong
            return None

    def refused(
        self,
        error: RevRiseError,
        fields: Collection[str],
        language: Language,
        own: Mapping[str, str] | None = None,
    ) -> None:
        """Puts an error at the field it names, or above all fields where it is none of them.

        `own` is what the screen itself says of a field, instead of the error's words.
        """
        at = error.culprit if error.culprit in fields else ""
        self.errors[at] = (own or {}).get(at) or fault(error, language)


def fault(error: RevRiseError, language: Language) -> str:
    """What is wrong and what helps, in the reader's language."""
    parts = [part for part in (error.message, error.remedy) if part]
    return ": ".join(parts) if language == "en" else "：".join(map(in_chinese, parts))


def texts(form: FormMultiDict) -> Sent:
    """The texts of a form; files are left aside."""
    found: dict[str, tuple[str, ...]] = {}
    for name, value in form.multi_items():
        if isinstance(value, str):
            found[name] = (*found.get(name, ()), value)
    return Sent(found)


Form = NamedDependency[SkipValidation[Sent]]


async def sent_in(request: Request[Any, Any, Any]) -> Sent:
    """The form of a request."""
    return texts(await request.form())


async def file_in(request: Request[Any, Any, Any], name: str = "file") -> tuple[str, bytes]:
    """The name and the bytes of a file of the form; both empty where none came."""
    file = (await request.form()).get(name)
    return (file.filename, await file.read()) if isinstance(file, UploadFile) else ("", b"")
