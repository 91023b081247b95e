"""Uploads of calls in parts, by the open protocol tus 1.0.0."""

from revrise.apps.api.bodies import too_large
from revrise.apps.api.controllers.calls import TAG, receive_call
from revrise.apps.api.operation import Answer, Context, operation
from revrise.apps.api.uploads import parts, tus
from revrise.core.conversations.intake.partial_upload import PartialUpload

_TELLS = ("Tus-Resumable", "Upload-Offset", "Upload-Expires")


@operation(
    "POST /v1/call-uploads",
    tag=TAG,
    needs="call:create",
    status=201,
    pace="upload",
    headers=("TusResumable", "UploadLength", "UploadMetadata"),
    tells=_TELLS,
    errors=("protocol", "too-large"),
)
def begin_call_upload(context: Context) -> Answer:
    """Begin an upload in parts.

    By tus 1.0.0 with creation, expiration, termination and checksum; `OPTIONS` tells the same.
    `Location` is where its parts go. What can be checked before the file is there is checked now.
    """
    asked = context.request.headers
    tus.speaks(asked)
    size, most = tus.number(asked, "Upload-Length"), context.app.settings.server.upload_mb << 20
    if size > most:
        raise too_large(most)
    said = asked.get("upload-metadata", "")
    told = tus.upload(said)
    command = receive_call(told, context.by)  # its hash is known once it is whole
    made = context.app.resuming.begin(size, command, context.by, said)
    return Answer(b"", 201, tus.headers(made, Location=f"/v1/call-uploads/{made.id}"))


@operation(
    "HEAD /v1/call-uploads/{call_upload_id}",
    tag=TAG,
    needs="call:create",
    headers=("TusResumable",),
    tells=(*_TELLS, "Upload-Length", "Upload-Metadata", "Upload-Call"),
    errors=("protocol",),
)
def show_call_upload(context: Context, call_upload_id: str) -> Answer:
    """Ask how far an upload is.

    Only who began it is told. Once it is whole, `Upload-Call` is the call it was made into.
    """
    tus.speaks(context.request.headers)
    one = context.app.resuming.show(call_upload_id, context.by)
    more = {"Upload-Metadata": one.metadata} if one.metadata else {}
    return Answer(b"", 200, tus.headers(one, **{"Upload-Length": str(one.size)}, **more))


@operation(
    "PATCH /v1/call-uploads/{call_upload_id}",
    tag=TAG,
    needs="call:create",
    status=204,
    takes=(tus.TYPE,),
    receive=parts.received,
    headers=("TusResumable", "UploadOffset", "UploadChecksum"),
    tells=(*_TELLS, "Upload-Call"),
    errors=("protocol", "checksum", "too-large"),
)
def continue_call_upload(
    context: Context,  # noqa: ARG001 - as every operation has it
    call_upload_id: str,  # noqa: ARG001
    received: PartialUpload,
) -> Answer:
    """Send a part of an upload.

    It begins at `Upload-Offset`, else conflict. With `Upload-Checksum` it has 4 MB at most, and is
    kept whole or not at all (460). What came before the line broke is kept. The last
    part answers like `uploadCall`: with `Upload-Call`, or why it is no call; then it is gone.
    """
    return Answer(b"", 204, tus.headers(received))


@operation(
    "DELETE /v1/call-uploads/{call_upload_id}",
    tag=TAG,
    needs="call:create",
    status=204,
    headers=("TusResumable",),
    tells=("Tus-Resumable",),
    errors=("protocol",),
)
def end_call_upload(context: Context, call_upload_id: str) -> Answer:
    """Forget an upload and what came of it.

    A call that was made of it stays.
    """
    tus.speaks(context.request.headers)
    context.app.resuming.end(call_upload_id, context.by)
    return Answer(b"", 204, {"Tus-Resumable": tus.VERSION})
