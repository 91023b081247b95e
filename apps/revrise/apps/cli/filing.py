"""Lists written to files: `--csv`, `--csv-raw`, `--xlsx`."""

from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import Any

import rich_click as click
from attrs import frozen

from revrise.apps.cli.acting import Session
from revrise.apps.cli.echo import echo
from revrise.apps.files.writing import Table, save
from revrise.core.errors import Invalid, Misconfigured
from revrise.core.governance.rule import ALWAYS, Rule

_HELP = {
    "csv": "Write every row to FILE; no cell is a formula.",
    "csv-raw": "The same for programs: ids, and nothing escaped.",
    "xlsx": "The same as a spreadsheet.",
}


@frozen
class Wanted:
    """A file somebody asked for."""

    form: str
    path: Path

    def listed(self, session: Session, name: str, rule: Rule = ALWAYS) -> None:
        """Writes a list of records, with what its columns are called."""
        from revrise.services.exporting.lists import LISTS

        found, by, raw = LISTS[name], session.actor, self.form == "csv-raw"
        export = found.export(session.app.shelf.scope(by, found.resource), rule, self.form)
        language = session.app.settings.locale
        heads = export.columns if raw else found.heads(export.columns, language)
        self._save(Table(name, heads, session.app.exports.rows(export, by)))

    def computed(
        self,
        session: Session,
        resource: str,
        heads: Sequence[str],
        rows: Sequence[Sequence[Any]],
    ) -> None:
        """Writes rows that a service computed."""
        session.app.exports.noted(resource, self.form, len(rows), session.actor)
        self._save(Table(self.path.stem, heads, rows))

    def _save(self, table: Table) -> None:
        try:
            save(table, self.form, self.path)
        except OSError as error:
            raise Misconfigured(
                f"the file cannot be written: {error.strerror}",
                culprit=str(self.path),
                remedy="name a file in a folder you may write to",
            ) from None
        echo(str(self.path))


def as_file(command: Callable[..., Any]) -> Callable[..., Any]:
    """Gives a command the options, and `file`: a Wanted or None."""

    @wraps(command)
    def run(*args: Any, csv: Any, csv_raw: Any, xlsx: Any, **options: Any) -> Any:
        asked = {"csv": csv, "csv-raw": csv_raw, "xlsx": xlsx}
        wanted = [Wanted(form, path) for form, path in asked.items() if path]
        if len(wanted) > 1:
            raise Invalid("one file at a time", remedy="give --csv, --csv-raw or --xlsx")
        return command(*args, file=wanted[0] if wanted else None, **options)

    for form, said in reversed(_HELP.items()):
        kind = click.Path(path_type=Path, dir_okay=False)
        run = click.option(f"--{form}", type=kind, metavar="FILE", help=said)(run)
    return run
