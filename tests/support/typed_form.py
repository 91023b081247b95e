"""What a browser sends of the form of a draft on a page, without any button."""

from html.parser import HTMLParser
from typing import Any


class Fields(HTMLParser):
    """The fields of the last form of a page that goes to a screen of coaching."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: dict[str, Any] = {}
        self.text, self.select, self.own = "", "", False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "form":
            self.own = (said.get("action") or "").startswith("/coaching/")
        elif self.own and tag in ("textarea", "select", "option", "input"):
            self._note(tag, said, said.get("name") or "", said.get("value") or "")

    def _note(self, tag: str, said: dict[str, str | None], name: str, value: str) -> None:
        if tag == "textarea":
            self.text = name
            self.found[name] = ""
        elif tag == "select":
            self.select = name
        elif tag == "option":
            self.found |= {self.select: value} if "selected" in said else {}
        elif said.get("type") == "checkbox":
            self.found[name] += [value] if "checked" in said else []
        else:
            self.found[name] = [""] if value == "" and said.get("type") == "hidden" else value

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.found[self.text] = self.found[self.text].removeprefix("\n").replace("\n", "\r\n")
            self.text = ""

    def handle_data(self, data: str) -> None:
        if self.text:
            self.found[self.text] += data


def fields(page: Any) -> dict[str, Any]:
    """Those of an answer."""
    assert page.status_code in (200, 409, 422), page.text[:400]
    return Fields(page.text).found
