"""A part of an upload as it comes in: kept piece by piece, so that a broken line loses one."""

from collections.abc import Callable

from anyio.to_thread import run_sync

from revrise.apps.api.bodies import too_large
from revrise.apps.api.operation import Context
from revrise.apps.api.problems import Problem
from revrise.apps.api.uploads import checksums, tus
from revrise.apps.api.uploads.streaming import ROOM
from revrise.core.bilingual import Bilingual
from revrise.core.conversations.intake.partial_upload import PartialUpload
from revrise.core.errors import RevRiseError
from revrise.services.processing.upload_parts import PART

_TYPE = Bilingual(f"Send {tus.TYPE}.", f"请发送 {tus.TYPE}。")


async def received(context: Context) -> PartialUpload:
    """Keeps what the request holds of an upload, 4 MB at a time; no more of it is in memory.

    What came before a line broke stays. Raises Problem: 412 for another protocol, 415 for
    another type, 409 from another byte, 460 for another checksum, 413 for more than 4 MB under
    one, and what `UploadParts.go_on` raises.
    """
    headers = context.request.headers
    tus.speaks(headers)
    upload_id = next(iter(context.request.path_params.values()))
    one = await run_sync(context.app.resuming.show, upload_id, context.by)
    if headers.get("content-type", "") != tus.TYPE:
        raise Problem("unsupported-media-type", _TYPE)
    one.takes(tus.number(headers, "Upload-Offset"), int(headers.get("content-length") or 0))
    checksum = checksums.told(headers)
    return await (_checked(context, one, checksum) if checksum else _kept(context, one))


async def _checked(
    context: Context, one: PartialUpload, checksum: checksums.Checksum
) -> PartialUpload:
    """Keeps all of it or nothing: until the last byte nobody knows whether it is what it says."""
    held = bytearray()
    async for chunk in context.request.stream():
        held += chunk
        if len(held) > PART:
            raise too_large(PART)
    checksum.check(held)
    go_on, part = context.app.resuming.go_on, bytes(held)
    return await run_sync(go_on, one.id, one.offset, part, context.by, limiter=ROOM)


async def _kept(context: Context, one: PartialUpload) -> PartialUpload:
    held = bytearray()

    def keep(size: int) -> Callable[[], PartialUpload]:
        part = bytes(held[:size])
        del held[:size]
        return lambda: context.app.resuming.go_on(one.id, one.offset, part, context.by)

    try:
        async for chunk in context.request.stream():
            held += chunk
            while len(held) >= PART:
                one = await run_sync(keep(PART), limiter=ROOM)
    except (Problem, RevRiseError):
        held.clear()  # what was not taken is not tried again
        raise
    finally:
        if held:
            one = await run_sync(keep(len(held)), limiter=ROOM)
    return one
