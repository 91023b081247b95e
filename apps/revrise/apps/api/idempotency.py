"""Idempotency-Key: the first answer to a key is the answer to every repetition.

The answer is kept in the transaction of its effects, so a lost connection loses nothing.
"""

import asyncio
import re
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from anyio.to_thread import run_sync
from attrs import Factory, define, frozen
from litestar.response.base import ASGIResponse

from revrise.apps.api.operation import Context, Operation
from revrise.apps.api.problems import Problem, Wrong
from revrise.core.bilingual import Bilingual
from revrise.core.errors import Conflict, RevRiseError

HEADER = "idempotency-key"
_FORM = re.compile(r"[\x21-\x7e]{1,255}")
_WAIT_S = 10.0
_BAD = Bilingual("1 to 255 visible ASCII characters", "1 到 255 个可见 ASCII 字符")
_REUSED = Bilingual(
    "Another request was sent with this key: use a new one.", "该键已用于另一请求：请换一个新键。"
)
_RUNNING = Bilingual("It is still running: ask again.", "仍在处理中：请稍后再试。")
_KEPT = ("location", "etag", "content-type", "link")


@define
class Keys:
    """The keys whose first request this process is answering."""

    running: dict[str, asyncio.Event] = Factory(dict)
    wait_s: float = _WAIT_S


@frozen
class Memory:
    """One key of one person on one operation, for one question."""

    context: Context
    key: str
    fingerprint: str

    def recall(self) -> ASGIResponse | None:
        """The first answer. Raises Problem when the question was another one."""
        try:
            with self.context.app.store.read(self.context.by) as work:
                found = work.recall(self.key, self.fingerprint)
        except Conflict:
            raise Problem("key-reused", _REUSED) from None
        if found is None:
            return None
        kept = found.answer
        return ASGIResponse(
            body=str(kept["body"]).encode(),
            status_code=int(kept["status"]),
            headers={**kept["headers"], "Idempotency-Replayed": "true"},
            media_type=kept["headers"]["content-type"],
        )

    def keep(self, answer: ASGIResponse) -> None:
        """Keeps the answer in the running transaction."""
        headers = {
            name.decode("latin-1"): value.decode("latin-1")
            for name, value in answer.encode_headers()
            if name.decode("latin-1") in _KEPT
        }
        kept = {
            "status": answer.status_code,
            "headers": headers,
            "body": bytes(answer.body).decode(),
        }
        with self.context.app.store.begin(self.context.by) as work:
            work.remember(self.key, self.fingerprint, kept)


Work = Callable[[Memory | None], ASGIResponse]


async def once(
    keys: Keys, operation: Operation, context: Context, question: bytes, work: Work
) -> ASGIResponse:
    """Does the work unless this key was answered before; one at a time for one key."""
    key = context.request.headers.get(HEADER)
    if operation.method != "POST":
        return await run_sync(work, None)
    if key is not None and not _FORM.fullmatch(key):
        raise Problem("invalid", _BAD, errors=[Wrong("pattern", _BAD, parameter="Idempotency-Key")])
    if key is None or operation.secret:
        return await run_sync(work, None)
    memory = _memory(operation, context, key, question)
    while (running := keys.running.get(memory.key)) is not None:
        try:
            await asyncio.wait_for(running.wait(), keys.wait_s)
        except TimeoutError:
            raise Problem("in-flight", _RUNNING, headers={"Retry-After": "2"}) from None
    done = keys.running[memory.key] = asyncio.Event()
    try:
        return await run_sync(_first_or_kept, memory, work)
    finally:
        del keys.running[memory.key]
        done.set()


def _first_or_kept(memory: Memory, work: Work) -> ASGIResponse:
    if (kept := memory.recall()) is not None:
        return kept
    try:
        return work(memory)
    except (RevRiseError, Problem):
        # Another process may have answered the same key meanwhile: then ours undid itself.
        if (kept := memory.recall()) is not None:
            return kept
        raise


def _memory(operation: Operation, context: Context, key: str, question: bytes) -> Memory:
    request: Any = context.request
    asked = b"\0".join((request.scope["path"].encode(), request.scope["query_string"], question))
    named = "\0".join((context.by.person_id, operation.id, key))
    return Memory(context, f"api:{sha256(named.encode()).hexdigest()}", sha256(asked).hexdigest())
