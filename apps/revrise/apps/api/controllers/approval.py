"""Review of content: what waits, taking back, the time of content, going back, who approves."""

from typing import Any

from revrise.apps.api.controllers.library import ASSETS, TAG, VERSIONS
from revrise.apps.api.lists import single
from revrise.apps.api.operation import Context, operation
from revrise.apps.api.views import approval as views
from revrise.apps.api.views import learning
from revrise.core.content.approval import COURSE, ApprovalRule
from revrise.core.content.asset import KINDS
from revrise.core.errors import NotFound
from revrise.services.content.review import Waiting


@operation("GET /v1/assets-in-review", tag=TAG, needs="asset:approve", answer=views.Inbox)
def list_assets_in_review(context: Context) -> Any:
    """List what waits for approval.

    The longest waiting first; `mine` is what waits for you.
    """
    return {"items": [_waiting(one) for one in context.app.content_review.inbox(context.by)]}


@operation(
    "POST /v1/assets/{asset_id}:withdraw",
    tag=TAG,
    needs="asset:update",
    answer=learning.AssetVersion,
    versioned=ASSETS,
)
def withdraw_asset(context: Context, asset_id: str) -> Any:
    """Take a version back from review.

    Its author goes on with it; approvals so far are void.
    """
    return single(VERSIONS, context, context.app.content.withdraw(asset_id, context.by).id)


@operation(
    "POST /v1/assets/{asset_id}:expire",
    tag=TAG,
    needs="asset:publish",
    answer=learning.Asset,
    versioned=ASSETS,
)
def expire_asset(context: Context, asset_id: str) -> Any:
    """End the time of an asset now.

    Readers do not find it any more; it can be renewed.
    """
    context.app.content.expire(asset_id, context.by)
    return single(ASSETS, context, asset_id)


@operation(
    "POST /v1/assets/{asset_id}:renew",
    tag=TAG,
    needs="asset:publish",
    answer=learning.Asset,
    versioned=ASSETS,
)
def renew_asset(context: Context, asset_id: str, body: views.Validity) -> Any:
    """Set how long an asset is shown.

    What has expired is shown again.
    """
    context.app.content_review.set_expiry(asset_id, body.expires_at, context.by)
    return single(ASSETS, context, asset_id)


@operation(
    "POST /v1/assets/{asset_id}:rollback",
    tag=TAG,
    needs="asset:publish",
    answer=learning.AssetVersion,
    versioned=ASSETS,
)
def roll_asset_back(context: Context, asset_id: str, body: views.Earlier) -> Any:
    """Publish an earlier version again.

    As a new version with the same text, author and approvals.
    """
    made = context.app.content_review.rollback(asset_id, body.number, context.by)
    return single(VERSIONS, context, made.id)


@operation(
    "GET /v1/assets/{asset_id}/versions/{old}/diff/{new}",
    tag=TAG,
    needs="asset:read",
    answer=views.Difference,
)
def compare_asset_versions(context: Context, asset_id: str, old: str, new: str) -> Any:
    """Compare two versions of an asset.

    Line by line, the words that changed marked; in Chinese the characters.
    """
    view = context.app.library.asset(asset_id, context.by, new, old)
    lines = [
        {
            "kind": line.kind,
            "pieces": [{"text": text, "changed": changed} for text, changed in line.pieces],
        }
        for line in view.changes
    ]
    first, last = view.compared or (old, new)
    return {"old": first, "new": last, "lines": lines}


@operation("GET /v1/approval-rules", tag=TAG, needs="approval_rule:read",
           answer=views.ApprovalRules)  # fmt: skip
def list_approval_rules(context: Context) -> Any:
    """List the rules of approval.

    A kind without one takes that of `*`, or one person who may approve content.
    """
    return {"items": [_rule(dict(one)) for one in context.app.content_review.rules(context.by)]}


@operation("PUT /v1/approval-rules/{content_kind}", tag=TAG, needs="approval_rule:update",
           answer=views.ApprovalRules)  # fmt: skip
def set_approval_rule(context: Context, content_kind: str, body: views.SetApprovalRule) -> Any:
    """Set who has to approve a kind of content.

    `any` stands for all kinds without a rule of their own. It holds for what is in review too.
    """
    kind = "*" if content_kind == "any" else content_kind
    if kind not in (*KINDS, COURSE, "*"):
        raise NotFound(f"no kind {kind}")
    rule = ApprovalRule(kind, body.needed, tuple(body.approvers), tuple(body.roles))
    context.app.content_review.set_rule(rule, context.by)
    return list_approval_rules(context)


def _waiting(one: Waiting) -> dict[str, Any]:
    return {
        "asset_id": one.asset["id"],
        "title": one.asset["title"],
        "kind": one.asset["kind"],
        "number": one.edition["number"],
        "author_id": one.edition["author_id"],
        "author": one.author,
        "since": one.since,
        "published_version": one.against,
        "approvals": one.approvals,
        "needed": one.needed,
        "mine": one.mine,
    }


def _rule(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "kind": row["id"],
        "needed": row["needed"],
        "approvers": list(row["approvers"] or ()),
        "roles": list(row["roles"] or ()),
    }
