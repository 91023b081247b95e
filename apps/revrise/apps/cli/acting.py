"""What commands share: on whose behalf, in which form to answer, how to show progress."""

import json as json_text
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from functools import wraps
from time import monotonic
from typing import TYPE_CHECKING, Any

import rich_click as click

from revrise.apps import settings as settings_module
from revrise.apps.cli.echo import echo, visible
from revrise.core.errors import Refused
from revrise.core.governance.actor import Actor

if TYPE_CHECKING:
    from revrise.apps.assembly import RevRise

Command = Callable[..., Any]
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
in_lang = click.option(
    "--lang",
    type=click.Choice(["en", "zh"]),
    default=lambda: settings_module.load().locale,
    help="Language of the texts; by default `locale` of the settings.",
)
_PROGRESS_S = 0.5


class Session:
    """One command's RevRise and the person it acts as; made when first used."""

    def __init__(self, person: str | None) -> None:
        self._person = person
        self._app: RevRise | None = None
        self._acted: Actor | None = None

    @property
    def app(self) -> "RevRise":
        """The services."""
        if self._app is None:
            from revrise.apps import assembly

            settings = settings_module.load()
            assembly.set_up_logging(settings.log_level)
            self._app = assembly.RevRise(settings)
        return self._app

    @property
    def actor(self) -> Actor:
        """On whose behalf. Raises NotFound for nobody."""
        self._acted = self.app.actor(self._person)
        return self._acted

    def close(self) -> None:
        """Leaves the database."""
        if self._app is not None:
            self._app.close()

    def refused(self, error: Refused, command: str) -> None:
        """Writes down what somebody tried; nothing where nobody acted yet."""
        if self._acted is not None:
            self.app.refusals.note(error, command, self._acted)


def acting(command: Command) -> Command:
    """Gives a command `--as` and a `session`; `--as` may also stand before the command."""

    @click.option("--as", "person", metavar="PERSON", help="Act as this person.")
    @click.pass_context
    @wraps(command)
    def run(ctx: click.Context, /, *args: Any, person: str | None, **options: Any) -> Any:
        above = (ctx.find_root().obj or {}).get("person")
        session = Session(above if person is None else person)
        try:
            return command(session, *args, **options)
        except Refused as error:
            session.refused(error, ctx.command_path)
            raise
        finally:
            session.close()

    return run


def show_json(document: Any, *, lines: bool = False) -> None:
    """JSON on stdout, indented or on one line."""
    indent = None if lines else 2
    click.echo(json_text.dumps(document, ensure_ascii=False, indent=indent, default=plain))


def answer(as_json: bool, document: Any, text: str) -> None:
    """The document to a program, the text to a person."""
    show_json(document) if as_json else echo(text)


def plain(value: Any) -> Any:
    """What JSON cannot say itself."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return dict(value)
    if hasattr(value, "__attrs_attrs__"):
        from attrs import asdict

        return asdict(value, recurse=False)
    return list(value)


def many(number: int, of: str) -> str:
    """A number of things: 1 call, 2 calls."""
    return f"{number:,} {of}{'' if number == 1 else 's'}"


def table(
    title: str, headings: Sequence[str], rows: Iterable[Sequence[Any]], *, right: str = ""
) -> None:
    """A table on stdout; `right` names the headings whose cells are numbers.

    On a screen that is too narrow for it the rows stand as lines, one below the other.
    """
    from rich import box
    from rich.console import Console
    from rich.table import Table

    from revrise.apps.cli.narrow import fits, lines

    # What people said or named is no markup: "[/b]" would be an error, "[red]" not shown.
    width = None if sys.stdout.isatty() else 110
    console = Console(width=width, markup=False, emoji=False)
    cells = [["–" if cell is None else visible(str(cell)) for cell in row] for row in rows]
    title = visible(title)
    if not cells:
        console.print(f"{title}: nothing to show")
        return
    if not fits(headings, cells, console.width):
        console.print(f"{title}\n", style="bold")
        for line in lines(headings, cells):
            echo(line)
        return
    shown = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, title_style="bold")
    for heading in headings:
        # An id is for copying: it is never cut.
        shown.add_column(
            heading,
            justify="right" if heading in right.split() else "left",
            no_wrap=heading == "id",
            overflow="ignore" if heading == "id" else "fold",
        )
    for row in cells:
        shown.add_row(*row)
    console.print(shown)


class Progress:
    """Lines on stderr, not more often than twice a second; silent where nobody watches."""

    def __init__(self, what: str) -> None:
        self._what, self._shown = what, monotonic()

    def __call__(self, text: str) -> None:
        """So far."""
        now = monotonic()
        if sys.stderr.isatty() and now - self._shown >= _PROGRESS_S:
            self._shown = now
            echo(f"{self._what}: {text}", err=True)
