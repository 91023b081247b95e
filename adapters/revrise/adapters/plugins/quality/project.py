"""The folder a plugin is developed in."""

import importlib
import sys
import tomllib
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

from revrise.adapters.plugins.discovery import GROUP, Found
from revrise.core.errors import Misconfigured

PROJECT = "pyproject.toml"


def declared(root: Path) -> list[Found]:
    """The plugins a folder's pyproject.toml declares, importable from now on.

    Raises Misconfigured when it cannot be read or declares none.
    """
    project = _project(root / PROJECT)
    points = project.get("entry-points", {}).get(GROUP, {})
    if not points:
        raise Misconfigured(
            "no plugin is declared",
            culprit=str(root / PROJECT),
            remedy=f"add [project.entry-points.{GROUP}] with a line id = module",
        )
    sys.path[:0] = [folder for folder in source_roots(root) if folder not in sys.path]
    name, version = project.get("name", ""), str(project.get("version", ""))
    return [
        Found(point, module, partial(importlib.import_module, module), version, name)
        for point, module in sorted(points.items())
    ]


def source_roots(root: Path) -> list[str]:
    """Where a folder's modules are imported from: `src`, or the folder itself."""
    return [str(folder) for folder in (root / "src", root) if folder.is_dir()]


def root_of(module: ModuleType | None) -> Path | None:
    """The nearest folder above a module that has a pyproject.toml; None when installed."""
    file = getattr(module, "__file__", None)
    above: Iterator[Path] = iter(Path(file).resolve().parents if file else ())
    return next((folder for folder in above if (folder / PROJECT).is_file()), None)


def _project(path: Path) -> dict[str, Any]:
    try:
        project: dict[str, Any] = tomllib.loads(path.read_text("utf-8")).get("project", {})
    except FileNotFoundError:
        raise Misconfigured(
            "is not there",
            culprit=str(path),
            remedy="give the folder of a plugin, or start one: revrise plugins new",
        ) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Misconfigured(str(error), culprit=str(path), remedy="mend the file") from None
    return project
