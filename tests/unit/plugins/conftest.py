"""A cage for plugins: each is a file, loaded together with a healthy one."""

from collections.abc import Callable, Mapping
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from tests.unit.plugins.zoo import HEALTHY

from revrise.adapters.plugins import PluginCatalogue, load
from revrise.adapters.plugins.discovery import single

Cage = Callable[..., PluginCatalogue]


@pytest.fixture
def cage(tmp_path: Path) -> Cage:
    """Loads `healthy` and the given sources, in this order: `name="source"`."""

    def loaded(
        *,
        config: Mapping[str, Any] | None = None,
        environ: Mapping[str, str] | None = None,
        limit: float = 5.0,
        **sources: str,
    ) -> PluginCatalogue:
        found = []
        for name, source in {"healthy": HEALTHY, **sources}.items():
            path = tmp_path / f"{name}.py"
            path.write_text(dedent(source), encoding="utf-8")
            found.append(single(path))
        return load(config, environ=environ or {}, found=found, limit=limit)

    return loaded
