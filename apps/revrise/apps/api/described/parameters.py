"""The parameters of operations: in the path, in the query string, in headers."""

from collections.abc import Mapping
from typing import Any

import msgspec

from revrise.apps.api.described.schemas import REF, tidy
from revrise.apps.api.operation import Operation
from revrise.apps.api.queries import FORMAT, FORMS, JSON, MOST, USUAL
from revrise.apps.api.resources import KINDS, Resource


def parameters(one: Operation) -> list[dict[str, Any]]:
    """Those of one operation."""
    return [*_in_path(one), *_in_query(one), *_in_headers(one)]


def shared() -> dict[str, Any]:
    """Those that many operations have."""

    def header(name: str, said: str, *, needed: bool = False, **schema: Any) -> dict[str, Any]:
        return {
            "name": name,
            "in": "header",
            "required": needed,
            "description": said,
            "schema": {"type": "string", **schema},
        }

    return {
        "limit": _parameter(
            "limit",
            "How many at most.",
            {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL},
        ),
        "cursor": _parameter(
            "cursor", "`next` of the page before.", {"type": "string", "maxLength": 2_000}
        ),
        "IfMatch": header(
            "If-Match",
            "The ETag you read; `*` for whatever is there.",
            needed=True,
            pattern=r'^(\*|"[0-9]{1,9}")$',
            example="*",
        ),
        "IfNoneMatch": header("If-None-Match", "The ETag you have.", pattern='^"[0-9]{1,9}"$'),
        "IdempotencyKey": header(
            "Idempotency-Key",
            "The same key gives the same answer, and the effect only once.",
            pattern=r"^[\x21-\x7e]{1,255}$",
        ),
        "TusResumable": header(
            "Tus-Resumable",
            "The protocol's version.",
            needed=True,
            pattern=r"^1\.0\.0$",
            example="1.0.0",
        ),
        "UploadLength": header(
            "Upload-Length",
            "Bytes of the whole file.",
            needed=True,
            pattern="^[0-9]{1,15}$",
            example="64",
        ),
        "UploadOffset": header(
            "Upload-Offset",
            "The byte this part begins at.",
            needed=True,
            pattern="^[0-9]{1,15}$",
            example="0",
        ),
        "UploadChecksum": header(
            "Upload-Checksum",
            "What the part is: sha1 or sha256, and its digest in Base64.",
            pattern="^sha(1|256) [0-9A-Za-z+/]{27,43}=$",
            example="sha1 w5hA3a9nPVTyqYtAXVQL8pSgKVg=",
        ),
        "UploadMetadata": header(
            "Upload-Metadata",
            "What the file is: the parameters of uploadCall, each as name and Base64 of its value, "
            "with commas between; `filename` is `file_name`.",
            maxLength=6_000,
            example="filename dGFsay52dHQ=,consent YWxsLXBhcnR5",
        ),
        "Range": header("Range", "Which part.", pattern="^bytes=[0-9]{1,9}-$", example="bytes=0-"),
    }


def _in_path(one: Operation) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "description": f"The id of the {name.removesuffix('_id').replace('_', ' ')}.",
            "schema": {"type": "string", "minLength": 1, "maxLength": 120},
        }
        for name in one.parts
    ]


def _in_query(one: Operation) -> list[dict[str, Any]]:
    if one.listing is not None:
        return [*_filters(one.listing), *_paging(one.listing), *_files(one)]
    if one.query is None:
        return []
    _, components = msgspec.json.schema_components([one.query], ref_template=REF)
    schema = tidy(components[one.query.__name__])
    return [
        {
            "name": name,
            "in": "query",
            "required": name in schema.get("required", ()),
            **({"description": said} if (said := field.pop("description", "")) else {}),
            "schema": _not_null(field),
        }
        for name, field in ((n, dict(f)) for n, f in schema["properties"].items())
    ]


def _not_null(schema: dict[str, Any]) -> dict[str, Any]:
    """What a query string can say: a parameter that is not there, never null."""
    found = {name: one for name, one in schema.items() if not (name == "default" and one is None)}
    if isinstance(found.get("type"), list):
        found["type"] = next(one for one in found["type"] if one != "null")
    return found


def _filters(resource: Resource) -> list[dict[str, Any]]:
    found = []
    for name in resource.filters:
        kind = KINDS[resource.types[name]]
        listed = {"type": "array", "items": kind.schema, "maxItems": 50}
        said = f"Only those whose {name} is this, or one of these."
        if name in resource.listing:
            said = f"Only those with this among their {name}, or one of these; `any`: with some."
        found.append(_parameter(name, said, listed))
        if kind.compared:
            found.append(_parameter(f"{name}.gte", f"Only from this {name} on.", kind.schema))
            found.append(_parameter(f"{name}.lt", f"Only below this {name}.", kind.schema))
    return found


def _paging(resource: Resource) -> list[dict[str, Any]]:
    sorts = "|".join(f"-?{name}" for name in resource.sorts)
    names = "|".join(resource.fields)
    found = [{"$ref": "#/components/parameters/limit"}, {"$ref": "#/components/parameters/cursor"}]
    if resource.sorts:
        shape = {"type": "string", "pattern": f"^({sorts})(,({sorts}))*$", "maxLength": 200}
        said = f"Order, `-` for descending. Usual: {resource.order or 'id'}."
        found.append(_parameter("sort", said, shape))
    shape = {"type": "string", "pattern": f"^({names})(,({names}))*$", "maxLength": 600}
    return [*found, _parameter("fields", "Only these fields; id and version always come.", shape)]


def _files(one: Operation) -> list[dict[str, Any]]:
    if not one.files:
        return []
    said = "A file of every row: for people, for machines (nothing escaped), or a spreadsheet."
    return [_parameter(FORMAT, said, {"type": "string", "enum": list(FORMS), "default": JSON})]


def _parameter(name: str, said: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": name, "in": "query", "required": False, "description": said, "schema": schema,
    }  # fmt: skip


def _in_headers(one: Operation) -> list[dict[str, Any]]:
    names = [
        *(["IfMatch"] if one.versioned else []),
        *(["IdempotencyKey"] if one.method == "POST" and not one.secret else []),
        *(["IfNoneMatch"] if shows_one(one) else []),
        *(["Range"] if one.gives.startswith("audio") else []),
        *one.headers,
    ]
    return [{"$ref": f"#/components/parameters/{name}"} for name in names]


def shows_one(one: Operation) -> bool:
    """Whether it answers with one thing that has a version."""
    fields = getattr(one.answer, "__struct_fields__", ())
    return one.method == "GET" and one.listing is None and "version" in fields
