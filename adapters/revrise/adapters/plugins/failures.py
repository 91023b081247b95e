"""What can go wrong with a plugin: a code, what happened, the way out, a page."""

import importlib
import traceback
from pathlib import Path
from types import ModuleType
from typing import Final

from attrs import frozen

from revrise import core, ports
from revrise.adapters.plugins.timebox import Escaped
from revrise.core.errors import RevRiseError
from revrise.ports.catalogue import State

NOT_FOUND: Final = "RR-PLG-001"
IMPORT: Final = "RR-PLG-002"
TOO_SLOW: Final = "RR-PLG-003"
API: Final = "RR-PLG-004"
MANIFEST: Final = "RR-PLG-005"
UNKNOWN_HOOK: Final = "RR-PLG-006"
WRONG_ARGUMENT: Final = "RR-PLG-007"
CONFIG: Final = "RR-PLG-008"
TAKEN: Final = "RR-PLG-009"
REGISTER: Final = "RR-PLG-010"
WRONG_RESULT: Final = "RR-PLG-011"
RAISED: Final = "RR-PLG-012"
TIER: Final = "RR-PLG-013"
HANGS: Final = "RR-PLG-014"

_NOT_THEIRS = (str(Path(importlib.__file__).parent), str(Path(__file__).parent))
# What a plugin calls: where it gave this something wrong, the line that did is its own.
_CALLED = ("<", *core.__path__, *ports.__path__)  # "<": what attrs writes
BLOCKING: Final = frozenset({NOT_FOUND, API, TIER})


@frozen
class Failure(Exception):
    """Why a plugin is not in use."""

    code: str
    cause: str
    remedy: str

    @property
    def state(self) -> State:
        """`blocked` when the host will not run it, `quarantined` when it failed."""
        return "blocked" if self.code in BLOCKING else "quarantined"

    @property
    def docs(self) -> str:
        """Where the code is explained."""
        return f"PLUGINS.md#{self.code.lower()}"


def described(error: BaseException, module: ModuleType | None = None) -> str:
    """`Type: message (file:line)`, the place being the last one that its author wrote."""
    if isinstance(error, Escaped) and error.__cause__:
        error = error.__cause__
    if isinstance(error, RevRiseError):
        return str(error)
    text = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    place = _place(error, getattr(module, "__file__", None))
    return f"{text} ({place})" if place else text


def _place(error: BaseException, own: str | None) -> str:
    if isinstance(error, SyntaxError) and error.filename:
        return f"{error.filename}:{error.lineno}"
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if _theirs(frame)]
    written = [frame for frame in frames if not frame.filename.startswith(_CALLED)]
    inside = [frame for frame in frames if frame.filename == own] or written or frames
    return f"{inside[-1].filename}:{inside[-1].lineno}" if inside else ""


def _theirs(frame: traceback.FrameSummary) -> bool:
    """Whether it is neither the import system's nor ours."""
    return not frame.filename.startswith(("<frozen", *_NOT_THEIRS))
