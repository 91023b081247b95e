"""The module-size report: how long modules and functions are, and which are too long.

Run: python -m tools.sizes; the exit code is 1 when a limit is broken.
"""

import ast
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import median

from attrs import frozen

LONGEST, TYPICAL, FUNCTION = 300, 120, 12
SOURCE_ROOTS = ("core", "ports", "adapters", "plugins", "apps")
# Generated steps and tables of data may be as long as what they list.
EXEMPT = ("adapters/revrise/adapters/sql/migrations/versions/",)


@frozen
class Module:
    """A module's `path` from the root, its `lines` and the lines of each of its functions."""

    path: str
    lines: int
    functions: tuple[int, ...]


@frozen
class Sizes:
    """The sizes of modules. The medians leave `__init__.py` out: most are one line."""

    modules: tuple[Module, ...]

    @property
    def too_long(self) -> tuple[Module, ...]:
        """Modules over the limit, longest first."""
        return tuple(m for m in self.longest() if m.lines > LONGEST)

    @property
    def typical_module(self) -> float:
        """The median of lines a module."""
        return median(m.lines for m in self.modules if not m.path.endswith("__init__.py"))

    @property
    def typical_function(self) -> float:
        """The median of lines a function, from `def` to its last line."""
        return median(lines for m in self.modules for lines in m.functions)

    @property
    def hold(self) -> bool:
        """Whether every limit holds."""
        typical = self.typical_module <= TYPICAL and self.typical_function <= FUNCTION
        return typical and not self.too_long

    def longest(self) -> list[Module]:
        """All modules, longest first."""
        return sorted(self.modules, key=lambda m: (-m.lines, m.path))


def measure(root: Path) -> Sizes:
    """The sizes of every source module under `root`."""
    return Sizes(tuple(_module(root, path) for path in _sources(root)))


def report(sizes: Sizes) -> Iterator[str]:
    """The report, line by line."""
    yield f"{len(sizes.modules)} modules, {sum(m.lines for m in sizes.modules)} lines"
    yield f"a module: median {sizes.typical_module:g} (at most {TYPICAL})"
    yield f"a function: median {sizes.typical_function:g} (at most {FUNCTION})"
    yield f"longer than {LONGEST}: {len(sizes.too_long)}; the ten longest:"
    yield from (f"{m.lines:6} {m.path}" for m in sizes.longest()[:10])


def _sources(root: Path) -> Iterable[Path]:
    for folder in SOURCE_ROOTS:
        for path in sorted((root / folder).rglob("*.py")):
            name = path.relative_to(root).as_posix()
            if not name.startswith(EXEMPT):
                yield path


def _module(root: Path, path: Path) -> Module:
    text = path.read_text(encoding="utf-8")
    functions = (
        (node.end_lineno or node.lineno) - node.lineno + 1
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    return Module(path.relative_to(root).as_posix(), len(text.splitlines()), tuple(functions))


def main() -> int:
    """Prints the report of the repository."""
    sizes = measure(Path(__file__).parents[1])
    print("\n".join(report(sizes)))
    return 0 if sizes.hold else 1


if __name__ == "__main__":
    sys.exit(main())
