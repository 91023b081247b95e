"""The pages of the web app: which there are, and which of them somebody gets to by links."""

import html
import re
from collections.abc import Iterator
from urllib.parse import urldefrag, urlsplit

import httpx
from attrs import frozen
from litestar.routes import HTTPRoute

from revrise.apps.web.app import handlers

# Answers of these are no HTML: files to download.
# What only scripts ask for.
PARTS = (
    "/calls/{call_id:str}/peaks",
    "/docs/{name:str}",
    "/exports/{file:str}",
    "/admin/audit/{trail:str}",
    "/admin/reports/files/{made:str}",
    "/me/privacy/exports/{export_id:str}",
)
FILES = re.compile(r"\.(csv|ics|jsonl?|txt)$|/(download|audio|media|export)$")
_LINK = re.compile(r'<a\b[^>]*?\shref="([^"]*)"')
_PART = re.compile(r"\{(\w+):(\w+)\}")


@frozen
class Pages:
    """The templates of the addresses of all HTML pages, the most particular first."""

    templates: tuple[str, ...]

    def of(self, address: str) -> str | None:
        """The template an address belongs to."""
        path = urlsplit(address).path
        return next((one for one in self.templates if _pattern(one).fullmatch(path)), None)


def addresses() -> list[str]:
    """The templates of the addresses of all GET handlers of the web app, by reflection."""
    found = {
        route.path
        for router in handlers()
        for route in router.routes
        if isinstance(route, HTTPRoute)
        and any("GET" in handler.http_methods for handler in route.route_handlers)
    }
    return sorted(found, key=lambda one: (one.count("{"), one))


def pages() -> Pages:
    """Those that answer with a page for people."""
    return Pages(tuple(one for one in addresses() if one not in PARTS and not FILES.search(one)))


def walk(client: httpx.Client, known: Pages, each: int = 2) -> Iterator[tuple[str, httpx.Response]]:
    """Follows links from `/`, `each` addresses a page; yields what every address answered."""
    waiting, seen, taken = ["/"], {"/"}, dict.fromkeys(known.templates, 0)
    while waiting:
        address = waiting.pop(0)
        answer = client.get(address, follow_redirects=True)
        yield address, answer
        for link in links(answer):
            page = known.of(link)
            if link not in seen and (page is None or taken[page] < each):
                seen.add(link)
                taken[page] = taken.get(page, 0) + 1
                waiting.append(link)


def links(answer: httpx.Response) -> Iterator[str]:
    """The addresses on this site that a page links to."""
    if not answer.headers.get("content-type", "").startswith("text/html"):
        return
    for raw in _LINK.findall(answer.text):
        link = urldefrag(html.unescape(raw)).url
        if link.startswith("?"):
            link = urlsplit(str(answer.url)).path + link
        if link.startswith("/") and not link.startswith(("//", "/static/")):
            yield link


def _pattern(template: str) -> re.Pattern[str]:
    parts = (
        re.escape(text) if number % 3 == 0 else ("[^/]+" if text == "str" else ".+")
        for number, text in enumerate(_PART.split(template))
        if number % 3 != 1
    )
    return re.compile("".join(parts))
