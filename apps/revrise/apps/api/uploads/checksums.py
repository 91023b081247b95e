"""The checksum extension of tus 1.0.0: a part that was damaged on its way is not kept."""

import hashlib
from base64 import b64decode
from collections.abc import Mapping
from hmac import compare_digest

from attrs import frozen

from revrise.apps.api.problems import Problem, Wrong
from revrise.core.bilingual import Bilingual

# The protocol asks for sha1; it guards against damage, not against people.
ALGORITHMS = ("sha1", "sha256")
_NAME = "Upload-Checksum"
_FORM = Bilingual(
    "Upload-Checksum must be sha1 or sha256 and the digest in Base64",
    "Upload-Checksum 应为 sha1 或 sha256 与 Base64 摘要",
)
_OTHER = Bilingual(
    "The part is not what its checksum says: send it again.", "该分片与其校验和不符，请重新发送。"
)


@frozen
class Checksum:
    """What a part is said to be."""

    algorithm: str
    digest: bytes

    def check(self, part: bytes | bytearray) -> None:
        """Raises Problem (460) for other bytes."""
        found = hashlib.new(self.algorithm, part, usedforsecurity=False).digest()
        if not compare_digest(found, self.digest):
            raise Problem("checksum", _OTHER)


def told(headers: Mapping[str, str]) -> Checksum | None:
    """The checksum of a request; None where it has none. Raises Problem (400) for any other."""
    text = headers.get(_NAME.lower())
    if text is None:
        return None
    algorithm, _, value = text.partition(" ")
    try:
        digest = b64decode(value.encode("ascii"), validate=True)
    except ValueError:
        digest = b""
    if algorithm not in ALGORITHMS or len(digest) != hashlib.new(algorithm).digest_size:
        raise Problem("bad-request", _FORM, errors=[Wrong("pattern", _FORM, parameter=_NAME)])
    return Checksum(algorithm, digest)
