"""The service: which request is for what."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from scim2_models import Context, PatchOp

from revrise.apps.scim import groups, listing, models, users
from revrise.apps.scim.answers import Asked, Said, error, failed, said
from revrise.core.errors import Stale
from revrise.core.identity.provisioning import ScimGroup
from revrise.services.provisioning.books import Provisioned

if TYPE_CHECKING:
    from revrise.apps.assembly import RevRise

_PUT = Context.RESOURCE_REPLACEMENT_REQUEST
_SHOWN = {
    "POST": Context.RESOURCE_CREATION_RESPONSE,
    "PUT": Context.RESOURCE_REPLACEMENT_RESPONSE,
    "PATCH": Context.RESOURCE_PATCH_RESPONSE,
    "GET": Context.RESOURCE_QUERY_RESPONSE,
}


def answer(app: "RevRise", asked: Asked) -> Said:
    """The answer to a request whose token was checked."""
    try:
        with models.TOLERANT:
            return _answer(app, asked)
    except Exception as problem:  # noqa: BLE001  # what is nobody's doing is raised again
        return failed(problem)


def _answer(app: "RevRise", asked: Asked) -> Said:
    match asked.path:
        case ("ServiceProviderConfig",):
            return _only_read(asked, lambda: said(200, models.config().model_dump()))
        case ("ResourceTypes" | "Schemas" as what, *rest):
            return _only_read(asked, lambda: _described(asked, what, rest))
        case ("Users", *rest):
            return _resource(_Users(app, asked), asked, rest)
        case ("Groups", *rest):
            return _resource(_Groups(app, asked), asked, rest)
    if asked.path == (".search",):
        return error(501, "search users or groups, not both at once")
    return error(404, "there is nothing at this address")


def _only_read(asked: Asked, made: Callable[[], Said]) -> Said:
    return made() if asked.method == "GET" else error(405, "this can only be read")


def _described(asked: Asked, what: str, rest: Sequence[str]) -> Said:
    if "filter" in asked.query:
        return error(403, "this cannot be filtered")
    known: list[Any] = models.schemas() if what == "Schemas" else list(models.resource_types())
    for one in known:
        one.meta = {"resourceType": what[:-1], "location": f"{asked.base}/{what}/{one.id}"}
    if rest:
        found = next((one for one in known if [one.id] == list(rest)), None)
        return said(200, found.model_dump()) if found else error(404, f"no such {what}")
    return said(200, {
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
        "totalResults": len(known),
        "startIndex": 1,
        "itemsPerPage": len(known),
        "Resources": [one.model_dump() for one in known],
    })  # fmt: skip


def _resource(kind: "_Users | _Groups", asked: Asked, rest: Sequence[str]) -> Said:
    match rest:
        case []:
            return _collection(kind, asked)
        case [".search"] if asked.method == "POST":
            return kind.listed(listing.asked_for(kind.model, asked, listing.parsed(asked.body)))
        case [one]:
            return _single(kind, asked, one)
    return error(404, "there is nothing at this address")


def _collection(kind: "_Users | _Groups", asked: Asked) -> Said:
    if asked.method == "GET":
        return kind.listed(listing.asked_for(kind.model, asked))
    if asked.method == "POST":
        return kind.created(_read(kind.model, asked, Context.RESOURCE_CREATION_REQUEST))
    return error(405, "this cannot be done at this address")


def _single(kind: "_Users | _Groups", asked: Asked, one: str) -> Said:
    match asked.method:
        case "GET":
            return kind.read(one)
        case "PUT":
            wanted = _read(kind.model, asked, _PUT)
            return kind.changed(one, lambda before: _replaced(wanted, before))
        case "PATCH":
            patch = _read(
                PatchOp.__class_getitem__(kind.model), asked, Context.RESOURCE_PATCH_REQUEST
            )
            return kind.changed(one, lambda before: _patched(patch, before))
        case "DELETE":
            kind.removed(one)
            return Said(204)
    return error(405, "this cannot be done at this address")


def _read(model: Any, asked: Asked, context: Context) -> Any:
    return model.model_validate(
        listing.parsed(asked.body), scim_ctx=context, scim_policy=models.TOLERANT
    )


def _replaced(wanted: Any, before: Any) -> Any:
    after = wanted.model_copy(deep=True)
    after.replace(before)
    return after


def _patched(patch: Any, before: Any) -> Any:
    patch.patch(before, scim_policy=models.TOLERANT)
    return before


class _Kind:
    """What users and groups have in common."""

    model: Any

    def __init__(self, app: "RevRise", asked: Asked) -> None:
        self._app, self._asked = app, asked

    def _one(self, resource: Any, status: int = 200) -> Said:
        asked, version = self._asked, resource.meta.version
        if asked.method == "GET" and asked.headers.get("if-none-match") == version:
            return Said(304, headers={"ETag": version})
        content = resource.model_dump(
            scim_ctx=_SHOWN[asked.method],
            response_parameters=listing.parameters(self.model, asked.query),
        )
        return said(status, content, version, resource.meta.location if status == 201 else "")  # noqa: PLR2004  # created

    @property
    def _expected(self) -> str | None:
        """The version a change is for; None for any."""
        found = self._asked.headers.get("if-match")
        return None if found in (None, "*") else found

    def _tried(self, step: Callable[[], Any]) -> Any:
        """Once more when somebody was quicker, where any version may be changed."""
        if self._expected is not None:
            return step()
        return _until_fresh(step)


class _Users(_Kind):
    model = models.User

    def listed(self, search: Any) -> Said:
        name = listing.equal_to(search, "userName")
        rows = self._app.scim_users.every(None if name is None else (name,))
        show = lambda some: [users.shown(one, self._asked.base) for one in some]  # noqa: E731
        return listing.listed(self.model, search, rows, show)

    def read(self, person_id: str) -> Said:
        return self._one(users.shown(self._app.scim_users.one(person_id), self._asked.base))

    def created(self, wanted: Any) -> Said:
        made = self._app.scim_users.create(users.said(wanted), self._asked.token_id)
        return self._one(users.shown(made, self._asked.base), 201)

    def changed(self, person_id: str, change: Callable[[Any], Any]) -> Said:
        def told(before: Provisioned) -> Any:
            return users.said(change(users.shown(before, self._asked.base)))

        do = self._app.scim_users.change
        made = self._tried(lambda: do(person_id, told, self._asked.token_id, self._expected))
        return self._one(users.shown(made, self._asked.base))

    def removed(self, person_id: str) -> None:
        do = self._app.scim_users.remove
        self._tried(lambda: do(person_id, self._asked.token_id, self._expected))


class _Groups(_Kind):
    model = models.Group

    def listed(self, search: Any) -> Said:
        return listing.listed(self.model, search, self._app.scim_groups.every(), self._shown)

    def read(self, group_id: str) -> Said:
        return self._one(self._shown([self._app.scim_groups.one(group_id)])[0])

    def created(self, wanted: Any) -> Said:
        made = self._app.scim_groups.create(groups.said(wanted), self._asked.token_id)
        return self._one(self._shown([made])[0], 201)

    def changed(self, group_id: str, change: Callable[[Any], Any]) -> Said:
        def told(before: ScimGroup) -> Any:
            return groups.said(change(groups.shown(before, self._asked.base)))

        do, version = self._app.scim_groups.change, self._version
        made = self._tried(lambda: do(group_id, told, self._asked.token_id, version))
        return self._one(self._shown([made])[0])

    def removed(self, group_id: str) -> None:
        do, version = self._app.scim_groups.remove, self._version
        self._tried(lambda: do(group_id, self._asked.token_id, version))

    @property
    def _version(self) -> int | None:
        if self._expected is None:
            return None
        number = self._expected.removeprefix("W/").strip('"')
        return int(number) if number.isdecimal() else -1

    def _shown(self, some: Sequence[ScimGroup]) -> list[Any]:
        return [groups.shown(one, self._asked.base) for one in some]


def _until_fresh(step: Callable[[], Any]) -> Any:
    """Tries again for Stale alone: another conflict stays one."""
    for _ in range(8):
        try:
            return step()
        except Stale:
            continue
    return step()
