"""A real OpenID provider in a process of its own, and a browser's way through it."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import httpx
from attrs import frozen
from tests.support.served import free_port, stop

# Plain http on this machine: to read the certificates of the world would take most of the time.
_PLAIN = httpx.Client(verify=False, timeout=20)


@frozen
class OutsideProvider:
    """One that runs. Everybody it is told of may log in there."""

    issuer: str

    def knows(self, subject: str, email: str, *, verified: bool = True) -> None:
        """Somebody it vouches for."""
        claims = {"email": email, "email_verified": verified, "name": subject.title()}
        answer = _PLAIN.put(f"{self.issuer}/users/{subject}", json=claims)
        answer.raise_for_status()

    def answer(self, url: str, subject: str) -> dict[str, str]:
        """What the browser brings back when `subject` agrees at the address it was sent to."""
        sent = _PLAIN.post(url, data={"sub": subject})
        assert sent.status_code == 302, sent.text[:500]
        return dict(parse_qsl(urlsplit(sent.headers["location"]).query))


@contextmanager
def outside_provider(folder: Path) -> Iterator[OutsideProvider]:
    """`oidc-provider-mock`, until the block ends."""
    port, log = free_port(), folder / "provider.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "oidc_provider_mock", "--port", str(port)],
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    found = OutsideProvider(f"http://localhost:{port}")
    try:
        _wait(found, process, log)
        yield found
    finally:
        stop(process)


def _wait(found: OutsideProvider, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 40
    while time.monotonic() < until:
        assert process.poll() is None, log.read_text(errors="replace")
        with suppress(httpx.TransportError):
            _PLAIN.get(f"{found.issuer}/.well-known/openid-configuration")
            return
        time.sleep(0.1)
    raise AssertionError(log.read_text(errors="replace"))
