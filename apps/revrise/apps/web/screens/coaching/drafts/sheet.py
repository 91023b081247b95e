"""The fields of a form over the data of a TOML text: what each shows, and what it puts back."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from attrs import Factory, define, evolve, frozen

from revrise.apps.web.i18n import Words
from revrise.core.errors import Invalid
from revrise.core.toml_table import Table

Act = Callable[[], None]
# Before the path of every fault; `check` of the services takes it away again.
FILE = "draft: "
# A page of more fields is slow to draw, to send and to look through.
MOST = 4_000


@frozen
class Place:
    """A table of the draft: its name in the form, and what errors call it."""

    name: str
    table: Table

    @property
    def values(self) -> dict[str, Any]:
        """The very data, to change."""
        values: dict[str, Any] = self.table.values  # type: ignore[assignment]
        return values

    def path(self, key: str) -> str:
        """What errors call a key of it."""
        return self.table.fail(key, "").culprit.removeprefix(FILE)

    def field(self, key: str) -> str:
        """What the form calls a key of it."""
        return f"{self.name}.{key}".lstrip(".")

    def within(self, key: str) -> "Place":
        """A table of it, an empty one where it is missing. Raises Invalid for something else."""
        self.values.setdefault(key, {})
        return Place(self.field(key), self.table.table(key))

    def many(self, key: str) -> list["Place"]:
        """A list of tables, made where it is missing. Raises Invalid for something else."""
        self.values.setdefault(key, [])
        tables = self.table.tables(key, lambda one: one)
        return [Place(f"{self.field(key)}.{at}", one) for at, one in enumerate(tables)]


@frozen
class Field:
    """One field: `shown` is what it says, `put` takes what was typed instead.

    `kind` is text | whole | long | lines | choice | picks; `options` are those of the last two,
    with words for people. `unit` stands behind it.
    """

    name: str
    label: str
    shown: str
    put: Callable[[str], None]
    kind: str = "text"
    options: Sequence[tuple[str, str]] = ()
    unit: str = ""
    help: str = ""


@define
class Sheet:
    """All fields by name, what buttons do by name, and where each path of a fault is shown.

    `later` are names of fields that change which others there are: they are put last. `say` puts
    the words of fields into the reader's language.
    """

    say: Words
    fields: dict[str, Field] = Factory(dict)
    later: list[str] = Factory(list)
    acts: dict[str, Act] = Factory(dict)
    names: dict[str, str] = Factory(dict)

    def add(self, field: Field, path: str, *, later: bool = False) -> Field:
        """Knows a field, with its words in the reader's language. Raises Invalid beyond MOST."""
        if len(self.fields) >= MOST:
            raise Invalid("there is too much for a form", culprit=FILE + path)
        label, about = self.say(field.label), self.say(field.help)
        unit = field.unit if field.unit == "%" else self.say(field.unit)
        field = evolve(field, label=label, unit=unit, help=about)
        self.fields[field.name] = field
        self.names.setdefault(path, field.name)
        if later:
            self.later.insert(0, field.name)
        return field

    def last(self, field: Field, put: Callable[[str], None]) -> Field:
        """Has a field put by `put`, and after the others, which depend on it."""
        self.fields[field.name] = evolve(field, put=put)
        self.later.insert(0, field.name)
        return field

    def options(self, marked_ones: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        """Options with their words in the reader's language."""
        return [(name, self.say(text)) for name, text in marked_ones]

    def take(self, sent: Mapping[str, tuple[str, ...]]) -> None:
        """Puts what was typed; what says the same as before, or did not come, is left alone."""
        order = [name for name in self.fields if name not in self.later]
        for name in (*order, *self.later):
            field = self.fields[name]
            if name in sent:
                said = "\n".join(sent[name]).replace("\r\n", "\n").strip()
                if said != field.shown.strip():
                    field.put(said)

    def act(self, name: str) -> bool:
        """Does what a button says; False for one that is not there any more."""
        found = self.acts.get(name)
        if found:
            found()
        return found is not None

    def listed(self, items: list[Any], name: str, new: Callable[[], Any]) -> None:
        """Buttons to add to a list, and to move or drop each of it."""
        self.acts[f"add:{name}"] = lambda: items.append(new())
        for at in range(len(items)):
            self.acts[f"drop:{name}.{at}"] = lambda at=at: items.pop(at)  # type: ignore[misc]
            if at:
                self.acts[f"up:{name}.{at}"] = lambda at=at: _swap(items, at - 1)  # type: ignore[misc]
                self.acts[f"down:{name}.{at - 1}"] = self.acts[f"up:{name}.{at}"]


def _swap(items: list[Any], at: int) -> None:
    items[at], items[at + 1] = items[at + 1], items[at]
