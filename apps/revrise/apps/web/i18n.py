"""What pages say, in English and Chinese.

A text's key is the English sentence itself. Chinese ones stand in `ui/zh.po` and in `zh.po` of
every screen, and are read as they are: nothing has to be compiled.
"""

from collections.abc import Mapping
from functools import cache
from gettext import NullTranslations
from pathlib import Path
from typing import Any

from attrs import frozen

from revrise.core.bilingual import Language

HERE = Path(__file__).parent
LANGUAGES: Mapping[Language, str] = {"en": "English", "zh": "简体中文"}
# What browsers and screen readers call them.
TAGS: Mapping[Language, str] = {"en": "en", "zh": "zh-CN"}
Key = str | tuple[str, str]


def catalogues() -> list[Path]:
    """Every file of Chinese texts, that of `ui` first."""
    return [HERE / "ui" / "zh.po", *sorted((HERE / "screens").glob("*/zh.po"))]


@cache
def translations(locale: Language, screen: str = "") -> NullTranslations:
    """The texts of one language as a screen says them."""
    return Chinese(screen) if locale == "zh" else NullTranslations()


class Chinese(NullTranslations):
    """Chinese texts; what has none is said in English. Chinese has no plural.

    The same English may mean different things on different screens: a screen's own text comes
    first, then that of `ui`, then that of any other screen.
    """

    def __init__(self, screen: str = "") -> None:
        super().__init__()
        ui, *screens = catalogues()
        own = [path for path in screens if path.parent.name == screen]
        self._texts: dict[Key, str] = {}
        for path in (*screens, ui, *own):
            if path.is_file():
                self._texts |= read(path)

    def gettext(self, message: str) -> str:
        """See NullTranslations."""
        return self._texts.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """See NullTranslations."""
        return self._texts.get(msgid1) or super().ngettext(msgid1, msgid2, n)

    def pgettext(self, context: str, message: str) -> str:
        """See NullTranslations."""
        return self._texts.get((context, message), message)

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        """See NullTranslations."""
        found = self._texts.get((context, msgid1))
        return found or super().npgettext(context, msgid1, msgid2, n)


@cache
def read(path: Path) -> Mapping[Key, str]:
    """The texts of one catalogue by key, or by (context, key)."""
    from babel.messages.pofile import read_po

    with path.open("rb") as stream:
        catalogue = read_po(stream, locale="zh_Hans_CN", abort_invalid=True)
    return {
        (entry.context, _first(entry.id)) if entry.context else _first(entry.id): _first(
            entry.string
        )
        for entry in catalogue
        if entry.id and entry.string and not entry.fuzzy
    }


@frozen
class Words:
    """Speaks one language outside templates: `_ = words(request); _("Saved %(name)s", name=…)`."""

    locale: Language
    screen: str = ""

    def __call__(self, message: str, /, **values: Any) -> str:
        """The text with its values put in."""
        return _filled(translations(self.locale, self.screen).gettext(message), values)

    def n(self, one: str, many: str, number: int, /, **values: Any) -> str:
        """The text for a number of things; `num` is the number."""
        text = translations(self.locale, self.screen).ngettext(one, many, number)
        return _filled(text, {"num": number, **values})


def negotiate(accepted: str) -> Language:
    """The better of the two languages for an `Accept-Language` header."""
    ranked = sorted(map(_ranked, accepted.split(",")), reverse=True)
    return next((code for _, code in ranked if code), "en")


def _ranked(part: str) -> tuple[float, Language | None]:
    tag, _, quality = part.strip().lower().partition(";q=")
    known: Mapping[str, Language] = {"zh": "zh", "en": "en"}
    try:
        return float(quality or 1), known.get(tag[:2])
    except ValueError:
        return 0.0, None


def marked(message: str) -> str:
    """The key itself: marks a text in a table, to be translated where it is shown."""
    return message


def _filled(text: str, values: Mapping[str, Any]) -> str:
    """As in templates, `%%` is a per cent sign, whether there are values or not."""
    return text % values


def _first(text: Any) -> str:
    return str(text[0] if isinstance(text, (tuple, list)) else text)
