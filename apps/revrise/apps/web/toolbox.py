"""What every template may call: icons, addresses, permissions, formats."""

from base64 import b64encode
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup, escape

from revrise.apps.api.sentences.chinese import told
from revrise.apps.web import assets, formats
from revrise.apps.web.browsers import browser
from revrise.apps.web.i18n import LANGUAGES, TAGS, translations
from revrise.apps.web.nav import menu, tabs
from revrise.apps.web.visit import THEMES, present
from revrise.core.bilingual import Bilingual, Language
from revrise.core.coaching import wording
from revrise.core.conversations.metrics.definition_zh import spoken
from revrise.core.scoring.because import retold

CSRF_FIELD = "_csrf"
# Drawings differ by name and classes, of which templates name a few hundred.
_ICONS = 1_024
Names = Mapping[str, Any]


def globals_of(locale: Language) -> Names:
    """Functions and constants of all templates of one language."""
    return {
        "locale": locale,
        "lang": TAGS[locale],
        "languages": LANGUAGES,
        "themes": THEMES,
        "icon": icon,
        "symbols": symbols,
        "asset": assets.url,
        "csrf_field": csrf_field,
        "csrf_token": csrf_token,
        "may": may,
        "known": known,
        "menu": menu,
        "tabs": tabs,
        "nonce": lambda: present().nonce,
        "theme": lambda: present().theme,
        "now": lambda: present().now,
        "query": query,
        "json": lambda value: Markup(assets.as_json(value)),  # noqa: S704 - every < is escaped
        "pct": pct,
        "because": lambda score, criterion: retold(score, criterion, locale),
        "ini": formats.initials,
        "DASH": formats.DASH,
    }


def filters_of(locale: Language) -> Mapping[str, Callable[..., str]]:
    """Numbers, money and times in one language; times in the zone of who reads them."""
    return {
        "told": lambda sentence: spoken(sentence, locale),
        "number": lambda value, digits=0: formats.number(value, locale, digits),
        "signed": lambda value, digits=0: formats.signed(value, locale, digits),
        "percent": lambda value, digits=0: formats.percent(value, locale, digits),
        "money": lambda value, currency=None: formats.money(value, locale, currency),
        "compact": lambda value, currency=None: formats.compact(value, locale, currency),
        "day": lambda value, form="day": formats.day(
            _date(value), locale, form, present().zone, present().now
        ),
        "time": lambda value: formats.clock(_moment(value), present().zone),
        "moment": lambda value, form="day": formats.moment(
            _moment(value), locale, form, present().zone, present().now
        ),
        "ago": lambda value: formats.ago(_moment(value), present().now, locale),
        "span": lambda value: formats.span(_span(value), locale),
        "lasting": lambda value: formats.lasting(_span(value), locale),
        "duration": formats.duration,
        "browser": browser,
        "data_uri": lambda svg: f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}",
        "refusal": lambda text: told(text, locale),
        "worded": lambda text: wording.said(text, locale),
        "said": lambda value: value.of(locale) if isinstance(value, Bilingual) else str(value),
    }


def icon(name: str, classes: str = "") -> Markup:
    """An icon: of the page's symbol sheet, or whole where only a part is sent."""
    seen = present()
    if seen.inline:
        return _whole(name, classes)
    seen.icons.add(name)
    return _used(name, classes)


def symbols() -> Markup:
    """The sheet of the icons this page has used so far; stands at its end."""
    sheet = Markup("").join(_symbol(name) for name in sorted(present().icons))
    return Markup('<svg class="sr" aria-hidden="true"><defs>{}</defs></svg>').format(sheet)


@lru_cache(_ICONS)
def _whole(name: str, classes: str) -> Markup:
    return Markup('<svg class="{}" viewBox="0 0 24 24" aria-hidden="true">{}</svg>').format(
        _kind(name, classes), _paths(assets.icons()[name])
    )


@lru_cache(_ICONS)
def _used(name: str, classes: str) -> Markup:
    if name not in assets.icons():
        raise KeyError(name)
    return Markup('<svg class="{}" aria-hidden="true"><use href="#i-{}"/></svg>').format(
        _kind(name, classes), name
    )


@lru_cache(_ICONS)
def _symbol(name: str) -> Markup:
    return Markup('<symbol id="i-{}" viewBox="0 0 24 24">{}</symbol>').format(
        name, _paths(assets.icons()[name])
    )


def _kind(name: str, classes: str) -> Markup:
    return escape(f"i if {classes}" if name.endswith("-f") else f"i {classes}".rstrip())


def csrf_token() -> str:
    """What proves that a form came from a page of ours."""
    principal = present().principal
    return principal.csrf if principal else str(present().request.scope.get("rr.csrf", ""))


def csrf_field() -> Markup:
    """The token as a hidden field of a form."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(CSRF_FIELD, csrf_token())


def may(resource: str, action: str = "read") -> bool:
    """Whether the policy lets the reader do this on any row."""
    seen = present()
    if seen.principal is None:
        return False
    return seen.app.desk.policy.explain(seen.principal.actor, resource, action).allowed


def known(text: str) -> str:
    """A text of somebody else (a plugin), in the reader's language where we know it."""
    seen = present()
    return translations(seen.locale, seen.screen).gettext(text)


def query(**changes: Any) -> str:
    """The address of the page with some parameters changed; None takes one away."""
    request = present().request
    kept = {**request.query_params.dict(), **changes}
    pairs = [
        (name, one)
        for name, value in kept.items()
        for one in (value if isinstance(value, list) else [value])
        if one is not None
    ]
    return f"{request.url.path}?{urlencode(pairs)}" if pairs else request.url.path


def pct(value: float, low: float, high: float) -> str:
    """Where a value lies between two others, for drawn marks: `12.3%`."""
    share = (float(value) - low) / (high - low) if high > low else 0.0
    return f"{min(max(share, 0.0), 1.0) * 100:.1f}%"


def _paths(outlines: list[str]) -> Markup:
    return Markup("").join(Markup('<path d="{}"/>').format(outline) for outline in outlines)


def _moment(value: datetime | str | None) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def _date(value: date | str | None) -> date | None:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def _span(value: timedelta | float) -> timedelta:
    return value if isinstance(value, timedelta) else timedelta(seconds=value)
