"""Text of the library as HTML that cannot do anything: no raw HTML, no images, safe links only."""

from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


def rendered(text: str) -> Markup:
    """CommonMark with tables; tags that stand in the text are shown as text."""
    return Markup(_reader().render(text))  # noqa: S704 - the reader escapes all HTML


@cache
def _reader() -> "MarkdownIt":
    """Images would load from elsewhere, headings would compete with the page's own: left out."""
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark", {"html": False, "breaks": True})
    reader.enable(["table"]).disable(["image", "html_inline", "html_block"])
    reader.add_render_rule("heading_open", _heading)
    reader.add_render_rule("heading_close", _heading)
    return reader


def _heading(_: object, tokens: list, at: int, *__: object) -> str:  # type: ignore[type-arg]
    """Two levels lower than written: the page has its title, the card has its own."""
    level = min(6, int(tokens[at].tag[1]) + 2)
    return f"<h{level}>" if tokens[at].nesting == 1 else f"</h{level}>\n"
