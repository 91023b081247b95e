"""Notifications to you, webhooks to programs."""

from typing import Any

from attrs import asdict, evolve

from revrise.apps.api.cursors import Cursors
from revrise.apps.api.lists import offer, paged, single
from revrise.apps.api.operation import Answer, Context, Operation, add, operation
from revrise.apps.api.problems import Problem, Wrong
from revrise.apps.api.queries import Page
from revrise.apps.api.resources import Resource
from revrise.apps.api.views import events as views
from revrise.core.bilingual import Bilingual
from revrise.core.notifications.notification import Notification
from revrise.core.webhooks.delivery import WebhookDelivery
from revrise.core.webhooks.endpoint import WebhookEndpoint
from revrise.services.notifications.commands import NotificationView, SetPreferences
from revrise.services.webhooks.commands import AddWebhook, ChangeWebhook, ReplayWebhook

TAG, HOOKS = "Notifications", "Webhooks"
NOTIFICATIONS = Resource(
    Notification, "notification", "notifications", "notification", "notifications", TAG,
    views.Notification, filters=("kind", "subject", "at", "read_at"), sorts=("id", "at"),
    order="-at",
)  # fmt: skip
WEBHOOKS = Resource(
    WebhookEndpoint, "webhook_endpoint", "webhooks", "webhook", "webhooks", HOOKS, views.Webhook,
)  # fmt: skip
DELIVERIES = Resource(
    WebhookDelivery, "webhook_delivery", "webhook-deliveries", "webhook delivery",
    "webhook deliveries", HOOKS, views.Delivery,
    filters=("endpoint_id", "event", "event_id", "state", "at"), sorts=("id", "at"), order="-at",
)  # fmt: skip
offer(DELIVERIES)
_WHICH = Bilingual("give delivery_id or since", "请给出 delivery_id 或 since")


def list_notifications(context: Context, page: Page, cursors: Cursors) -> Answer:
    """The reader's own, in their language."""

    def read(query: Any) -> Any:
        return context.app.notifications.list(context.by, evolve(query, columns=None))

    return paged(
        context, page, cursors, read, lambda one: _told(one, context), lambda one: (one.at, one.id)
    )


add(
    Operation(
        id="listNotifications",
        method="GET",
        path="/v1/notifications",
        tag=TAG,
        summary="List notifications",
        description="Your own, the newest first, in your language.",
        permission="notification:read",
        run=list_notifications,
        listing=evolve(NOTIFICATIONS, sorts=("at",)),
        answer=views.Notification,
    )
)


@operation("GET /v1/notifications/unread", tag=TAG, needs="notification:read", answer=views.Unread)
def count_unread_notifications(context: Context) -> Any:
    """Count what you have not read.

    Of your own notifications.
    """
    return {"unread": context.app.notifications.unread(context.by)}


@operation(
    "POST /v1/notifications/{notification_id}:read",
    tag=TAG,
    needs="notification:update",
    answer=views.Notification,
)
def read_notification(context: Context, notification_id: str) -> Any:
    """Mark a notification as read.

    Doing it again changes nothing.
    """
    return _told(context.app.notifications.mark(notification_id, context.by), context)


@operation("POST /v1/notifications:read", tag=TAG, needs="notification:update", answer=views.Marked)
def read_notifications(context: Context) -> Any:
    """Mark all notifications as read.

    All of your own.
    """
    return {"marked": context.app.notifications.mark_all(context.by)}


@operation(
    "GET /v1/notifications/preferences",
    tag=TAG,
    needs="notification_preference:read",
    answer=views.Preferences,
)
def show_notification_preferences(context: Context) -> Any:
    """Show what you are told.

    Which kinds are muted, and where beside the app you are told.
    """
    return _preferences(context.app.notifications.preferences(context.by), context)


@operation(
    "PUT /v1/notifications/preferences",
    tag=TAG,
    needs="notification_preference:update",
    answer=views.Preferences,
)
def set_notification_preferences(context: Context, body: views.NewPreferences) -> Any:
    """Choose what you are told.

    Muted kinds and channels become what is given.
    """
    command = SetPreferences(body.muted, body.channels)
    return _preferences(context.app.notifications.prefer(command, context.by), context)


@operation("GET /v1/webhooks", tag=HOOKS, needs="webhook_endpoint:read", answer=views.Webhooks)
def list_webhooks(context: Context) -> Any:
    """List webhooks.

    The receivers you may see, with how their deliveries stand.
    """
    return {"items": [asdict(one) for one in context.app.webhooks.list(context.by)]}


@operation(
    "GET /v1/webhooks/{webhook_id}", tag=HOOKS, needs="webhook_endpoint:read", answer=views.Webhook
)
def get_webhook(context: Context, webhook_id: str) -> Any:
    """Show one webhook.

    Its secret is not shown again.
    """
    return asdict(context.app.webhooks.show(webhook_id, context.by))


@operation(
    "POST /v1/webhooks",
    tag=HOOKS,
    needs="webhook_endpoint:create",
    answer=views.WebhookSecret,
    status=201,
)
def create_webhook(context: Context, body: views.NewWebhook) -> Answer:
    """Add a webhook.

    It gets what you may read of each event, signed as Standard Webhooks say.
    """
    made = context.app.webhooks.add(AddWebhook(body.url, body.events), context.by)
    return Answer(asdict(made), 201, {"Location": f"/v1/webhooks/{made.id}"})


@operation(
    "PATCH /v1/webhooks/{webhook_id}",
    tag=HOOKS,
    needs="webhook_endpoint:update",
    answer=views.Webhook,
    versioned=WEBHOOKS,
)
def change_webhook(context: Context, webhook_id: str, body: views.WebhookChanges) -> Any:
    """Change a webhook.

    Its address, its events, or whether it is on.
    """
    seen = context.app.webhooks.show(webhook_id, context.by)
    command = ChangeWebhook(
        webhook_id,
        body.url if isinstance(body.url, str) else seen.url,
        body.events if isinstance(body.events, tuple) else seen.events,
        body.active if isinstance(body.active, bool) else seen.active,
        seen.version,
    )
    return asdict(context.app.webhooks.change(command, context.by))


@operation(
    "DELETE /v1/webhooks/{webhook_id}",
    tag=HOOKS,
    needs="webhook_endpoint:delete",
    status=204,
    versioned=WEBHOOKS,
)
def delete_webhook(context: Context, webhook_id: str) -> Answer:
    """Remove a webhook.

    With everything that was still to be sent to it.
    """
    context.app.webhooks.remove(webhook_id, context.by)
    return Answer(b"", 204)


@operation(
    "POST /v1/webhooks/{webhook_id}:rotate",
    tag=HOOKS,
    needs="webhook_endpoint:update",
    answer=views.WebhookSecret,
    versioned=WEBHOOKS,
)
def rotate_webhook_secret(context: Context, webhook_id: str) -> Any:
    """Make a new secret for a webhook.

    The old one signs beside it for a day.
    """
    return asdict(context.app.webhooks.rotate(webhook_id, context.by))


@operation(
    "POST /v1/webhooks/{webhook_id}:test",
    tag=HOOKS,
    needs="webhook_endpoint:update",
    answer=views.Delivery,
    apart=True,
)
def test_webhook(context: Context, webhook_id: str) -> Any:
    """Send a test event.

    At once; the answer says what came back.
    """
    made = context.app.webhooks.test(webhook_id, context.by)
    return single(DELIVERIES, context, str(made["id"]))


@operation(
    "POST /v1/webhooks/{webhook_id}:replay",
    tag=HOOKS,
    needs="webhook_endpoint:update",
    answer=views.Replayed,
)
def replay_webhook(context: Context, webhook_id: str, body: views.Replay) -> Any:
    """Send deliveries again.

    One, or all that ended in a span of time; each under its own id.
    """
    if body.delivery_id is None and body.since is None:
        raise Problem("invalid", _WHICH, errors=[Wrong("either", _WHICH, "/since")])
    command = ReplayWebhook(webhook_id, body.delivery_id, body.since, body.until, body.failed_only)
    return {"replayed": context.app.webhooks.replay(command, context.by)}


def _told(one: NotificationView, context: Context) -> dict[str, Any]:
    shown = asdict(one, recurse=False)
    words = {name: shown[name].of(context.language) for name in ("title", "body")}
    return {**shown, **words}


def _preferences(found: Any, context: Context) -> dict[str, Any]:
    return {
        "muted": list(found.muted),
        "channels": list(found.channels),
        "kinds": {kind: label.of(context.language) for kind, label in found.kinds},
        "offered": list(found.offered),
    }
