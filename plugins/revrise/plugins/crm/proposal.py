"""A guessed mapping written down as TOML, with remarks where a person must look."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence

from attrs import define

from revrise.plugins.crm.profile import Column, Table
from revrise.plugins.crm.words import stage
from revrise.ports.crm import DECIMAL, FIELDS, TIME, WHOLE

_MOST_STAGES = 30


@define
class Guess:
    """One entity: a field is read from a column, or from a template given as text."""

    kind: str
    table: Table
    distinct: bool
    fields: dict[str, Column | str]
    roles: str = ""


def written(guesses: Sequence[Guess]) -> str:
    """The mapping file. Kinds with several guesses become arrays of tables."""
    several = Counter(guess.kind for guess in guesses)
    lines = ["# Proposed by `revrise crm map`; check every line.", "", "[source]"]
    lines.append(f'currency = "{_currency(guesses)}" # a guess, unless a currency column is mapped')
    for guess in guesses:
        lines += ["", *_entity(guess, several=several[guess.kind] > 1)]
    return "\n".join(lines) + "\n"


def _currency(guesses: Sequence[Guess]) -> str:
    headers = "".join(column.name for guess in guesses for column in guess.table.columns)
    return "USD" if headers.isascii() else "CNY"


def _entity(guess: Guess, *, several: bool) -> Iterator[str]:
    yield f"[[{guess.kind}]]" if several else f"[{guess.kind}]"
    yield f"file = {_quoted(guess.table.file)}"
    if guess.distinct:
        yield "distinct = true # many rows speak of the same one; the first counts"
        if guess.kind == "deal":
            yield "# Several rows a deal: are these order lines? The value is that of one line."
    if "," in _points(guess):
        yield 'decimal = ","'
    yield f"[{guess.kind}.fields]"
    for name in ("external_id", *FIELDS[guess.kind]):
        if name in guess.fields:
            yield from _field(guess, name)
    if guess.roles:
        yield f"[{guess.kind}.constants]"
        yield f"roles = {_quoted(guess.roles)}"


def _points(guess: Guess) -> set[str]:
    numbers = {DECIMAL, WHOLE}
    columns = [c for name, c in guess.fields.items() if FIELDS[guess.kind].get(name) in numbers]
    return {column.point() for column in columns if isinstance(column, Column)}


def _field(guess: Guess, name: str) -> Iterator[str]:
    source = guess.fields[name]
    if isinstance(source, str):
        yield f"{name} = {_quoted(source)}"
        return
    options = {"column": _quoted(source.name)}
    if FIELDS[guess.kind].get(name) == TIME:
        formats = source.dates()
        if len(formats) > 1:
            yield f"# {name}: {' and '.join(formats)} both fit the values; check"
        if formats[:1] != [""]:
            options["date_format"] = _quoted(formats[0])
    if name == "stage":
        yield from _unknown_stages(source)
        options["values"] = _stages(source)
    short = len(options) == 1 and "{" not in source.name
    yield f"{name} = {options['column'] if short else _inline(options)}"


def _unknown_stages(column: Column) -> Iterator[str]:
    if unknown := [value for value in sorted(column.values)[:_MOST_STAGES] if not stage(value)]:
        yield f"# stage: no idea what these are: {_quoted(', '.join(unknown))}"


def _stages(column: Column) -> str:
    values = sorted(column.values)[:_MOST_STAGES]
    return _inline({_quoted(v): _quoted(stage(v)) for v in values if stage(v)})


def _inline(options: dict[str, str]) -> str:
    return "{ " + ", ".join(f"{key} = {value}" for key, value in options.items()) + " }"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
