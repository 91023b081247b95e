"""What to do next, and setting it aside."""

from typing import Any

from revrise.apps.api.operation import Answer, Context, operation
from revrise.apps.api.views import home as views
from revrise.services.home.service import SetAside
from revrise.services.home.views import Step

TAG = "Home"


@operation("GET /v1/home/steps", tag=TAG, needs="step_mark:read", answer=views.NextSteps)
def list_next_steps(context: Context) -> Any:
    """Show what to do next.

    Your own steps, and apart from them those you set aside.
    """
    view = context.app.home.show(context.by)
    return {
        "items": [_shown(one) for one in view.steps],
        "aside": [_shown(one) for one in view.aside],
    }


@operation("POST /v1/home/steps/{step_id}:set-aside", tag=TAG, needs="step_mark:create", status=204)
def set_step_aside(context: Context, step_id: str, body: views.SettingAside) -> Answer:
    """Put a step off, say that it is done, or take it up again.

    A snoozed step comes back at its time, a done one only for a new reason.
    """
    command = SetAside(step_id, body.state, body.until)
    context.app.home.set_aside(command, context.by)
    return Answer(b"", 204)


def _shown(step: Step) -> dict[str, Any]:
    return {
        "id": step.id,
        "kind": step.kind,
        "about": step.about,
        "detail": step.detail,
        "href": step.href,
        "minutes": step.minutes,
        "due_at": step.due,
        "late_days": step.late_days,
    }
