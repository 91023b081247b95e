"""The policy: every rule, and what it says of somebody."""

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any

from litestar import Response

from revrise.apps.api.deps import App, By, Web
from revrise.apps.web.forms import fault
from revrise.apps.web.render import page, redirect
from revrise.apps.web.routing import get, post
from revrise.apps.web.visit import visit, words
from revrise.core.bilingual import Language
from revrise.core.errors import RevRiseError
from revrise.ports.policy import PolicyRule
from revrise.services.auditing.details import word
from revrise.services.auditing.labels import ACTIONS
from revrise.services.reach import may


@get("/admin/policy")
def policy(request: Web, app: App, by: By) -> Response[str]:
    """The rules as they are; with person, resource and action also what they decide."""
    rules = app.governance.rules(by)
    people = app.people.list(by)
    asked = request.query_params
    person, resource, action = (asked.get(name, "") for name in ("person", "resource", "action"))
    answer: Any = None
    language = visit(request).locale
    wrong = ""
    if resource and action:
        try:
            actor = app.people.actor(app.people.find(person, by)) if person else by
            answer = app.governance.explain(actor, resource, action)
        except RevRiseError as error:
            wrong = fault(error, language)
    return page(
        request,
        "admin/policy.html",
        rules=rules,
        by_role=_by_role(rules),
        titles={
            one.name: (one.title_zh if language == "zh" else one.title_en) or one.name
            for one in app.desk.policy.roles(by.tenant_id)
        },
        roles=app.desk.policy.roles(by.tenant_id),
        holders=Counter(role for one in people for role in one["roles"] or ()),
        missing=app.policy_defaults.missing(by),
        changes=may(app.desk, by, "policy", "update"),
        answer=answer,
        wrong=wrong,
        asked={"person": person, "resource": resource, "action": action},
        resources=_named({rule.resource for rule in rules}, language),
        actions=_named({rule.action for rule in rules}, language),
    )


def _named(names: Collection[str], language: Language) -> list[tuple[str, str]]:
    """Names of the policy, in Chinese with their word."""
    found = []
    for name in sorted(set(names) - {"*"}):
        said = (ACTIONS.get(name) or word(name, language)) if language == "zh" else name
        found.append((name, f"{said}（{name}）" if said != name else name))
    return found


def _by_role(rules: Sequence[PolicyRule]) -> list[tuple[str, list[PolicyRule]]]:
    found: dict[str, list[PolicyRule]] = {}
    for rule in rules:
        found.setdefault(rule.role, []).append(rule)
    return list(found.items())


@post("/admin/policy/defaults")
def adopt(request: Web, app: App, by: By) -> Response[Any]:
    """Takes over the rules of this version that the policy lacks."""
    added = app.policy_defaults.adopt(by)
    _ = words(request)
    said = _.n("%(num)s rule added", "%(num)s rules added", len(added))
    return redirect(request, "/admin/policy", said)


HANDLERS = [policy, adopt]
