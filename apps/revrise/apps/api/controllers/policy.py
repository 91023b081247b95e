"""The policy: its rules, its text, what a change would do, what somebody would see."""

from typing import Any

from attrs import asdict

from revrise.apps.api.operation import Context, operation
from revrise.apps.api.views import policy as views
from revrise.services.policy.views import ApplyPolicy

TAG = "Policy"


@operation("GET /v1/policy/rules", tag=TAG, needs="policy:read", answer=views.PolicyRules)
def list_policy_rules(context: Context) -> Any:
    """List the policy.

    Every rule in its order; a denial wins over what allows.
    """
    return {"items": [asdict(rule) for rule in context.app.governance.rules(context.by)]}


@operation("GET /v1/policy/defaults", tag=TAG, needs="policy:read", answer=views.PolicyRules)
def list_policy_defaults(context: Context) -> Any:
    """List defaults the policy lacks.

    Rules a newer version starts with, on what the stored policy says nothing of.
    """
    found = context.app.policy_defaults.missing(context.by)
    return {"items": [asdict(rule) for rule in found]}


@operation(
    "POST /v1/policy/defaults:adopt", tag=TAG, needs="policy:update", answer=views.PolicyRules
)
def adopt_policy_defaults(context: Context) -> Any:
    """Take over defaults the policy lacks.

    They are added behind its own rules; the answer holds what was added.
    """
    found = context.app.policy_defaults.adopt(context.by)
    return {"items": [asdict(rule) for rule in found]}


@operation("GET /v1/policy/explain", tag=TAG, needs="", answer=views.Explained)
def explain_policy(context: Context, query: views.ExplainQuery) -> Any:
    """Explain what you may do.

    On which rows and columns, and by which lines of the policy.
    """
    return context.app.governance.explain(context.by, query.resource, query.action)


@operation("GET /v1/policy", tag=TAG, needs="policy:read", answer=views.Policy)
def get_policy(context: Context) -> Any:
    """Show the policy.

    As text, with its roles and rules taken apart.
    """
    return asdict(context.app.policy_desk.show(context.by))


@operation("PUT /v1/policy", tag=TAG, needs="policy:update", answer=views.PolicyVersion,
           limit=2_000_000)  # fmt: skip
def apply_policy(context: Context, body: views.ApplyPolicy) -> Any:
    """Put a policy in force.

    Unprocessable, naming line and reason, for a wrong one; conflict when somebody changed it
    meanwhile. Other processes follow within two seconds.
    """
    command = ApplyPolicy(body.text, body.version, body.note)
    return {"version": context.app.policy_desk.apply(command, context.by)}


@operation("POST /v1/policy/diff", tag=TAG, needs="policy:read", answer=views.PolicyDiff,
           limit=2_000_000)  # fmt: skip
def diff_policy(context: Context, body: views.ProposedPolicy) -> Any:
    """Compare a policy with the one in force.

    Rules and roles that come and go, and what each role may do before and after.
    """
    return asdict(context.app.policy_desk.diff(body.text, context.by))


@operation("POST /v1/policy/preview", tag=TAG, needs="policy:read", answer=views.Preview,
           limit=2_000_000)  # fmt: skip
def preview_policy(context: Context, body: views.PreviewPolicy) -> Any:
    """Look through somebody's eyes.

    What they may do and how many rows that is, in figures, under the policy in force or another.
    """
    app, by = context.app, context.by
    document = None if body.text is None else app.policy_desk.check(body.text, by)
    return asdict(app.policy_preview.of(body.person_id, by, document))


@operation("POST /v1/policy/test", tag=TAG, needs="policy:read", answer=views.TestedAll,
           limit=2_000_000)  # fmt: skip
def test_policy(context: Context, body: views.TestPolicy) -> Any:
    """Test a policy against a table of expectations.

    Each line says who may do what to which row; the answer says which do not hold, and why.
    """
    app, by = context.app, context.by
    document = None if body.text is None else app.policy_desk.check(body.text, by)
    found = app.policy_test.run(body.table, by, document)
    items = [
        {
            "number": one.number,
            "may": one.expected.may,
            "on": one.expected.on,
            "who": one.expected.person or one.expected.who,
            "wrong": one.wrong,
            "because": list(one.because),
        }
        for one in found
    ]
    return {"held": not any(one.wrong for one in found), "items": items}


@operation("GET /v1/policy/versions", tag=TAG, needs="policy:read", answer=views.PolicyChanges)
def list_policy_versions(context: Context) -> Any:
    """List the policy's versions.

    The newest fifty, each with its text, who changed it, when and why.
    """
    return {"items": [asdict(one) for one in context.app.policy_desk.history(context.by)]}


@operation("POST /v1/policy/versions/{policy_version}:restore", tag=TAG, needs="policy:update",
           answer=views.PolicyVersion)  # fmt: skip
def restore_policy(context: Context, policy_version: str, body: views.RestorePolicy) -> Any:
    """Put an earlier policy in force again.

    As a new version.
    """
    number = int(policy_version) if policy_version.isascii() and policy_version.isdecimal() else 0
    made = context.app.policy_desk.restore(number, body.version, context.by)
    return {"version": made}


# It is an operation, not a test.
test_policy.__test__ = False  # type: ignore[attr-defined]
