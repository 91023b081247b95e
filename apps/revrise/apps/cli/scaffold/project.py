"""Writes the repository of a new plugin."""

import shutil
import tempfile
from importlib import resources
from pathlib import Path
from string import Template
from typing import Final

from revrise.apps.cli.scaffold.names import Names
from revrise.core.errors import Conflict, Fatal

KINDS: Final = (
    *("rubric", "detector", "reward-rule", "crm-connector", "call-source"),
    *("transcript-format", "transcriber", "language-model"),
)

_SETTINGS: Final = {
    "rubric": "| none | a rubric is changed by a new version |",
    "detector": "| `names` | names of rival products |",
    "reward-rule": "| `points` | points for each course |",
    "crm-connector": "| `page_size` | records asked for at once |",
    "call-source": "| `api_key` | key of the service; empty: off |",
    "transcript-format": "| `seller` | who sells, as the files call them |",
    "transcriber": "| `language` | language of the recordings |",
    "language-model": "| `api_key` | key of the service; empty: off |",
}

_MORE: Final = {"detector": ("labels.jsonl",)}
_STEPS: Final = {
    "detector": "revrise calls evaluate labels.jsonl --task rival   # does it agree with people?"
}


def create(kind: str, names: Names, output: Path) -> list[Path]:
    """The files of a new repository, all or none. Raises Conflict when `output` holds any."""
    if output.exists() and (not output.is_dir() or any(output.iterdir())):
        raise Conflict("already exists", culprit=str(output), remedy="choose another with --output")
    texts = contents(kind, names)
    output.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".revrise-", dir=output.parent))
    try:
        for path, text in texts.items():
            (draft / path).parent.mkdir(parents=True, exist_ok=True)
            (draft / path).write_text(text, encoding="utf-8")
        draft.chmod(0o755)
        draft.replace(output)
    except OSError as error:
        shutil.rmtree(draft, ignore_errors=True)
        raise Fatal(f"cannot be written: {error.strerror}", culprit=str(output)) from None
    return sorted(path for path in output.rglob("*") if path.is_file())


def contents(kind: str, names: Names) -> dict[str, str]:
    """The text of each file by its path."""
    more = {name: _filled(name, kind, names) for name in _MORE.get(kind, ())}
    return {
        **more,
        "pyproject.toml": _filled("pyproject.toml", kind, names),
        "README.md": _filled("README.md", kind, names),
        f"{names.module}.py": _filled(f"{kind}.py", kind, names),
        f"tests/test_{names.module}.py": _filled(f"test_{kind}.py", kind, names),
    }


def _filled(template: str, kind: str, names: Names) -> str:
    folder = resources.files("revrise.apps.cli.scaffold") / "templates"
    text = (folder / f"{template}.txt").read_text("utf-8")
    steps = f"{_STEPS[kind]}\n" if kind in _STEPS else ""
    told = {**names.fields, "kind": kind, "settings": _SETTINGS[kind], "steps": steps}
    return Template(text).substitute(told)
