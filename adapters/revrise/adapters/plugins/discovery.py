"""Where plugins come from: installed distributions and single files in a folder."""

import importlib.util
import sys
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path
from types import ModuleType

from attrs import frozen

from revrise.core.errors import Misconfigured

GROUP = "revrise"
BUNDLED = "revrise"
"""The distribution of the bundled plugins."""


@frozen
class Found:
    """A plugin that has not been imported yet. `source` is the module or file it lives in."""

    name: str
    source: str
    load: Callable[[], ModuleType]
    version: str = ""
    distribution: str = ""


def discover(folder: Path | None = None) -> list[Found]:
    """Every plugin at hand, installed ones before those of the folder, each by name."""
    found = sorted(installed(), key=lambda one: (one.name, one.distribution))
    return found + (list(files(folder)) if folder else [])


def installed() -> Iterator[Found]:
    """The entry points of the group `revrise`, each one once.

    A distribution on the path twice (a wheel and a checkout, say) counts as one.
    """
    seen = set()
    for point in metadata.entry_points(group=GROUP):
        name = point.dist.name if point.dist else ""
        if (point.name, point.value, name) in seen:
            continue
        seen.add((point.name, point.value, name))
        version = point.dist.version if point.dist else ""
        yield Found(point.name, point.value, point.load, version, name)


def files(folder: Path) -> Iterator[Found]:
    """The `*.py` files of a folder; `first_call.py` is the plugin `first-call`.

    Raises Misconfigured when there is no such folder.
    """
    if not folder.is_dir():
        raise Misconfigured(
            "there is no such folder of plugins",
            culprit=str(folder),
            remedy="make it, or mend the setting plugin_folder",
        )
    for path in sorted(folder.glob("*.py")):
        if not path.name.startswith("_"):
            yield single(path)


def single(path: Path) -> Found:
    """The plugin of one file."""
    return Found(path.stem.replace("_", "-"), str(path), lambda: _import(path))


def _import(path: Path) -> ModuleType:
    """Imports a file under a name of its own, so that it shadows nothing."""
    name = f"revrise_plugin_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} is not a Python file")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module
