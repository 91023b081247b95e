"""Content: assets from draft to published, and their use."""

from typing import Any

from revrise.apps.api.lists import offer, single
from revrise.apps.api.operation import Answer, Context, operation
from revrise.apps.api.resources import Resource
from revrise.apps.api.views import approval
from revrise.apps.api.views import learning as views
from revrise.core.content.asset import Asset, AssetUse, AssetVersion
from revrise.services.content.service import AddAsset

TAG = "Content"
ASSETS = Resource(
    Asset, "asset", "assets", "asset", "assets", TAG, views.Asset,
    filters=("kind", "state", "language", "owner_id", "expires_at"),
    sorts=("id", "title", "kind", "expires_at"), order="title",
)  # fmt: skip
VERSIONS = Resource(
    AssetVersion, "asset_version", "asset-versions", "asset version", "asset versions", TAG,
    views.AssetVersion, filters=("asset_id", "state", "author_id", "created_at", "published_at"),
    sorts=("id", "created_at", "published_at"), order="-created_at", heavy=frozenset({"body"}),
)  # fmt: skip
USES = Resource(
    AssetUse, "asset_use", "asset-uses", "asset use", "asset uses", TAG, views.AssetUse,
    filters=("asset_id", "person_id", "team_id", "deal_id", "action", "at"), sorts=("id", "at"),
    order="-at",
)  # fmt: skip
for _resource in (ASSETS, VERSIONS, USES):
    offer(_resource)


@operation("POST /v1/assets", tag=TAG, needs="asset:create", answer=views.Asset, status=201)
def create_asset(context: Context, body: views.NewAsset) -> Answer:
    """Add an asset.

    With its first version, as a draft of yours.
    """
    command = AddAsset(body.kind, body.title, body.body, body.language, body.tags)
    made = context.app.content.add(command, context.by)
    return Answer(single(ASSETS, context, made.id), 201, {"Location": f"/v1/assets/{made.id}"})


@operation(
    "POST /v1/assets/{asset_id}:revise",
    tag=TAG,
    needs="asset:update",
    answer=views.AssetVersion,
    status=201,
    versioned=ASSETS,
)
def revise_asset(context: Context, asset_id: str, body: views.Revision) -> Answer:
    """Write a new version of an asset.

    As a draft; what is published stays until the new one is.
    """
    made = context.app.content.revise(asset_id, body.body, context.by)
    place = {"Location": f"/v1/asset-versions/{made.id}"}
    return Answer(single(VERSIONS, context, made.id), 201, place)


@operation(
    "POST /v1/assets/{asset_id}:submit",
    tag=TAG,
    needs="asset:update",
    answer=views.AssetVersion,
    versioned=ASSETS,
)
def submit_asset(context: Context, asset_id: str) -> Any:
    """Ask for review of an asset.

    Of its newest version.
    """
    return single(VERSIONS, context, context.app.content.submit(asset_id, context.by).id)


@operation(
    "POST /v1/assets/{asset_id}:send-back",
    tag=TAG,
    needs="asset:approve",
    answer=views.AssetVersion,
    versioned=ASSETS,
)
def send_asset_back(context: Context, asset_id: str, body: approval.Returned) -> Any:
    """Send an asset back to its author.

    Its newest version is a draft again; the comment says what is to be changed.
    """
    review = context.app.content_review
    return single(VERSIONS, context, review.send_back(asset_id, context.by, body.comment).id)


@operation(
    "POST /v1/assets/{asset_id}:approve",
    tag=TAG,
    needs="asset:approve",
    answer=views.AssetVersion,
    versioned=ASSETS,
)
def approve_asset(context: Context, asset_id: str, body: approval.Opinion) -> Any:
    """Approve an asset.

    Its newest version, once for each of as many people as its kind wants; its author may not.
    """
    review = context.app.content_review
    return single(VERSIONS, context, review.approve(asset_id, context.by, body.comment).id)


@operation(
    "POST /v1/assets/{asset_id}:publish",
    tag=TAG,
    needs="asset:publish",
    answer=views.Asset,
    versioned=ASSETS,
)
def publish_asset(context: Context, asset_id: str) -> Any:
    """Publish an asset.

    Everybody sees the newest approved version from now on.
    """
    context.app.content.publish(asset_id, context.by)
    return single(ASSETS, context, asset_id)


@operation(
    "POST /v1/assets/{asset_id}:retire",
    tag=TAG,
    needs="asset:delete",
    answer=views.Asset,
    versioned=ASSETS,
)
def retire_asset(context: Context, asset_id: str) -> Any:
    """Retire an asset.

    For good: readers do not see it any more.
    """
    context.app.content.retire(asset_id, context.by)
    return single(ASSETS, context, asset_id)


@operation(
    "POST /v1/assets/{asset_id}/uses",
    tag=TAG,
    needs="asset_use:create",
    answer=views.AssetUse,
    status=201,
)
def use_asset(context: Context, asset_id: str, body: views.NewUse) -> Answer:
    """Note that you used an asset.

    Viewed, shared or used, perhaps on a deal you may see.
    """
    made = context.app.content.use(asset_id, body.action, context.by, body.deal_id)
    return Answer(single(USES, context, made.id), 201)
