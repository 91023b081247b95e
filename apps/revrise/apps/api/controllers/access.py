"""How far people see, and roles in time."""

from typing import Any

from attrs import asdict

from revrise.apps.api.operation import Answer, Context, operation
from revrise.apps.api.views import access as views
from revrise.core.errors import NotFound
from revrise.core.people.data_range import SUBJECTS
from revrise.services.people.data_ranges import SetRange
from revrise.services.policy.role_grants import GiveRole

TAG = "Access"


@operation("GET /v1/data-ranges", tag=TAG, needs="data_range:read", answer=views.DataRanges)
def list_data_ranges(context: Context) -> Any:
    """List data ranges.

    People and teams with a range of their own; all others have that of their roles.
    """
    return {"items": [dict(one) for one in context.app.data_ranges.ranges(context.by)]}


@operation("PUT /v1/data-ranges/{range_subject}/{range_of}", tag=TAG, needs="data_range:update",
           answer=views.DataRanges)  # fmt: skip
def set_data_range(
    context: Context, range_subject: str, range_of: str, body: views.SetRange
) -> Any:
    """Set how far a person or a team sees.

    From their next request on. Nobody sets their own.
    """
    if range_subject not in SUBJECTS:
        raise NotFound(f"no range of {range_subject}")
    command = SetRange(range_subject, range_of, body.kind, body.set_id)
    context.app.data_ranges.set_range(command, context.by)
    return list_data_ranges(context)


@operation("GET /v1/data-sets", tag=TAG, needs="data_set:read", answer=views.DataSets)
def list_data_sets(context: Context) -> Any:
    """List named sets.

    Of teams and people, for data ranges.
    """
    return {"items": [dict(one) for one in context.app.data_ranges.sets(context.by)]}


@operation("POST /v1/data-sets", tag=TAG, needs="data_set:create", answer=views.DataSet,
           status=201)  # fmt: skip
def create_data_set(context: Context, body: views.KeepSet) -> Any:
    """Make a named set.

    Conflict for a name in use.
    """
    made = context.app.data_ranges.keep_set(body.name, body.teams, body.people, context.by)
    return Answer(asdict(made), 201)


@operation("PUT /v1/data-sets/{data_set_id}", tag=TAG, needs="data_set:update",
           answer=views.DataSet)  # fmt: skip
def change_data_set(context: Context, data_set_id: str, body: views.KeepSet) -> Any:
    """Change a named set.

    Whoever's range it is sees the other rows from the next request on.
    """
    ranges = context.app.data_ranges
    return asdict(ranges.keep_set(body.name, body.teams, body.people, context.by, data_set_id))


@operation("DELETE /v1/data-sets/{data_set_id}", tag=TAG, needs="data_set:delete", status=204)
def delete_data_set(context: Context, data_set_id: str) -> Any:
    """Take a named set away.

    Conflict while it is somebody's range.
    """
    context.app.data_ranges.remove_set(data_set_id, context.by)
    return Answer(None, 204)


@operation("GET /v1/role-grants", tag=TAG, needs="role_grant:read", answer=views.RoleGrants)
def list_role_grants(context: Context) -> Any:
    """List roles in time.

    Those you have or gave; for administrators, everybody's.
    """
    return {"items": [dict(one) for one in context.app.role_grants.grants(context.by)]}


@operation("POST /v1/role-grants", tag=TAG, needs="role_grant:create", answer=views.RoleGrant,
           status=201)  # fmt: skip
def give_role(context: Context, body: views.GiveRole) -> Any:
    """Lend or give a role for a while.

    One of your own with your data range (delegated, 90 days at most), or any (temporary).
    """
    command = GiveRole(
        body.person_id, body.role, body.reason, body.ends_at, body.starts_at, body.kind
    )
    return Answer(asdict(context.app.role_grants.give(command, context.by)), 201)


@operation("POST /v1/role-grants/{role_grant_id}:end", tag=TAG, needs="", answer=views.RoleGrant)
def end_role_grant(context: Context, role_grant_id: str) -> Any:
    """Take a role back before its time.

    Who gave it, who has it, or an administrator.
    """
    return asdict(context.app.role_grants.end(role_grant_id, context.by))


@operation("POST /v1/break-glass", tag=TAG, needs="role_grant:break_glass", answer=views.RoleGrant,
           status=201)  # fmt: skip
def break_glass(context: Context, body: views.BreakGlass) -> Any:
    """Take emergency access.

    Read everything for an hour; every administrator is told at once, and the audit log says why.
    """
    return Answer(asdict(context.app.role_grants.break_glass(body.reason, context.by)), 201)
