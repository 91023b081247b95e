"""The plugin under examination and the files around it."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cached_property
from math import inf
from pathlib import Path

from attrs import define

from revrise.adapters.plugins.plugin import Plugin
from revrise.adapters.plugins.quality.project import source_roots

_TRIES = 5


@define(slots=False)
class Subject:
    """`root` is the project's folder, None for a plugin installed without one."""

    plugin: Plugin
    root: Path | None

    @cached_property
    def file(self) -> Path | None:
        """The plugin's main file."""
        file = getattr(self.plugin.module, "__file__", None)
        return Path(file) if file else None

    @cached_property
    def tree(self) -> ast.Module:
        """Its syntax; empty where there is none to read."""
        return ast.parse(self.file.read_text("utf-8") if self.file else "")

    @cached_property
    def bases(self) -> frozenset[str]:
        """What the test classes that concern the plugin inherit from."""
        return frozenset(
            base.id if isinstance(base, ast.Name) else base.attr
            for tree in self._tests()
            for node in ast.walk(tree)
            if isinstance(node, ast.ClassDef)
            for base in node.bases
            if isinstance(base, ast.Name | ast.Attribute)
        )

    def _tests(self) -> Iterator[ast.Module]:
        name = self.file.stem if self.file else ""
        for path in sorted((self.root / "tests").rglob("test_*.py")) if self.root else ():
            text = path.read_text("utf-8")
            if name in text:
                yield ast.parse(text)

    @cached_property
    def readme(self) -> str:
        """The project's README, or an empty text."""
        paths = sorted(self.root.glob("README*")) if self.root else []
        return paths[0].read_text("utf-8") if paths else ""

    def _ours(self) -> list[str]:
        """The modules of RevRise it names: their import is not its own doing."""
        named = {
            node.module or ""
            for node in ast.walk(self.tree)
            if isinstance(node, ast.ImportFrom) and not node.level
        }
        ours = {one for one in named if one.startswith(("revrise.core.", "revrise.ports."))}
        return sorted(ours | {"revrise.ports"})

    def import_ms(self, enough: float) -> float:
        """CPU time of importing it in a fresh interpreter that has what it uses of RevRise.

        The best of five, as far as none was below `enough`: a busy machine makes it look slow.
        """
        roots = source_roots(self.root) if self.root else []
        name = self.plugin.module.__name__ if self.plugin.module else ""
        if name.startswith("revrise_plugin_") and self.file:
            roots, name = [str(self.file.parent)], self.file.stem
        code = (
            f"import sys; sys.path[:0] = {roots!r}; import {', '.join(self._ours())}, time; "
            f"start = time.process_time(); import {name}; print(time.process_time() - start)"
        )
        best = inf
        for _ in range(_TRIES):
            run = subprocess.run(  # noqa: S603 - our own interpreter
                [sys.executable, "-c", code], capture_output=True, text=True, check=True
            )
            best = min(best, float(run.stdout.split()[-1]) * 1000)
            if best < enough:
                break
        return best
