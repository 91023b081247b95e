"""Templates as Python code, kept beside the package as Python keeps its own modules.

Compiling them all takes seconds, reading them a tenth of one. What is kept counts for the source,
the helpers and the Jinja it was made of; who may not write here compiles anew. An image that is
built runs `python -m revrise.apps.web.templates`.
"""

from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2
from jinja2.bccache import Bucket, FileSystemBytecodeCache

from revrise.core.bilingual import Language

if TYPE_CHECKING:
    from jinja2 import Environment

_HERE = Path(__file__).parent


class Compiled(FileSystemBytecodeCache):
    """The compiled templates of one language: filters of constants are worked out in it."""

    def __init__(self, locale: Language, folder: Path = _HERE / "__pycache__") -> None:
        super().__init__(str(folder), f"template-{locale}-%s.jinja")

    def get_source_checksum(self, source: str) -> str:
        """See BytecodeCache."""
        return sha256(f"{_helpers()}\n{source}".encode()).hexdigest()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """See BytecodeCache."""
        with suppress(OSError):
            super().dump_bytecode(bucket)

    def holds(self, environment: "Environment", name: str) -> bool:
        """Whether a template need not be compiled."""
        loader = environment.loader
        assert loader is not None
        source, filename, _ = loader.get_source(environment, name)
        return self.get_bucket(environment, name, filename, source).code is not None


@cache
def _helpers() -> str:
    """What may change what a template is compiled to, beside its source."""
    files = sorted(_HERE.glob("*.py"))
    digest = sha256(jinja2.__version__.encode())
    for path in files:
        digest.update(path.read_bytes())
    return digest.hexdigest()
