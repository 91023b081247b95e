"""What a form sent, with what is wrong with it by field: a handler's `form: Form`."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from anyio import to_thread
from attrs import Factory, frozen
from litestar import Request
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import SkipValidation

T = TypeVar("T")


@frozen
class Sent:
    """The fields of one form. Reading one never raises; `errors` collects what is wrong."""

    values: Mapping[str, tuple[str, ...]] = Factory(dict)
    errors: dict[str, str] = Factory(dict)

    def text(self, name: str) -> str:
        """The field without blanks around it; empty where it did not come."""
        return self.values.get(name, ("",))[0].strip()

    def maybe(self, name: str) -> str | None:
        """The text, None where it is empty."""
        return self.text(name) or None

    def many(self, name: str) -> tuple[str, ...]:
        """Every value of a field that may come several times."""
        return tuple(value.strip() for value in self.values.get(name, ()) if value.strip())

    def lines(self, name: str) -> tuple[str, ...]:
        """The lines of a field that say something."""
        return tuple(line.strip() for line in self.text(name).splitlines() if line.strip())

    def whole(self, name: str) -> int | None:
        """A whole number, None where it is none."""
        text = self.text(name)
        return int(text) if text.isascii() and text.isdecimal() and len(text) <= _LONGEST else None


_LONGEST = 15


def texts(form: FormMultiDict) -> Sent:
    """The texts of a form; files are left aside."""
    found: dict[str, tuple[str, ...]] = {}
    for name, value in form.multi_items():
        if isinstance(value, str):
            found[name] = (*found.get(name, ()), value)
    return Sent(found)


Form = NamedDependency[SkipValidation[Sent]]


async def sent_in(request: Request[Any, Any, Any]) -> Sent:
    """The form of a request."""
    return texts(await request.form())


async def threaded(work: Callable[[], T]) -> T:
    """Does what asks the database away from the event loop."""
    return await to_thread.run_sync(work)
