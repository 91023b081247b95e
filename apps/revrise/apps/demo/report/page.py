"""Sections on a console: a heading that answers, a table that shows, a note that qualifies."""

from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

WIDTH = 110
_RIGHT = ">"


class Page:
    """Writes sections one under another; columns marked `>` are right-aligned."""

    def __init__(self, console: Console | None = None) -> None:
        found = console or Console(highlight=False)
        if not found.is_terminal:
            found = Console(highlight=False, width=WIDTH, file=found.file)
        self._console = found

    def title(self, answer: str, *below: str) -> None:
        """The whole report in a sentence, and what follows from it."""
        self._console.print(Text(answer, style="bold"), *map(Text, below), sep="\n")

    def section(self, answer: str) -> None:
        """A heading."""
        self._console.print()
        self._console.print(Text(answer, style="bold"))

    def table(self, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """A table; text in cells is shown as it is."""
        shown = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
        for head in heads:
            right = head.startswith(_RIGHT)
            shown.add_column(
                head.lstrip(_RIGHT),
                justify="right" if right else "left",
                no_wrap=right,
                overflow="fold",
            )
        for row in rows:
            shown.add_row(*map(Text, row))
        self._console.print(shown)

    def note(self, *lines: str) -> None:
        """Small print."""
        for line in lines:
            self._console.print(Text(line, style="dim"))
