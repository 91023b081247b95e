"""What a new organisation's roles may do: every cell of role, resource and action that matters."""

import pytest

from revrise.adapters.casbin.policy import CasbinPolicy
from revrise.adapters.casbin.sources import MemorySource, default_rules
from revrise.adapters.rows.kinds import policy_catalogue
from revrise.core.errors import Refused
from revrise.core.governance.actor import Actor
from revrise.ports.policy import ACTIONS

CATALOGUE = policy_catalogue()
GATE = CasbinPolicy(MemorySource(default_rules()), CATALOGUE)
ROLES = ("rep", "coach", "manager", "enablement", "admin")
MINE = {"owner_id": "p1", "person_id": "p1", "coach_id": "c", "team_id": "t1", "state": "x"}
TEAMS = {**MINE, "owner_id": "p2", "person_id": "p2"}
FOREIGN = {**TEAMS, "team_id": "t9"}


def actor(*roles: str) -> Actor:
    return Actor("t", "p1", frozenset(roles), "t1", frozenset({"t1"}))


def reach(role: str, resource: str, action: str = "read") -> str:
    """Which of my, my team's and others' rows a role reaches: m, t, f."""
    try:
        scope = GATE.scope(actor(role), resource, action)
    except Refused:
        return ""
    rows = {"m": MINE, "t": TEAMS, "f": FOREIGN}
    return "".join(
        name
        for name, row in rows.items()
        if scope.admits({**dict.fromkeys(CATALOGUE[resource]), **row, "id": name})
    )


@pytest.mark.parametrize(
    ("resource", "action", "rep", "coach", "manager", "enablement", "admin"),
    [
        ("deal", "read", "m", "t", "t", "", ""),
        ("deal", "advance", "m", "", "t", "", ""),
        ("deal", "update", "m", "", "t", "", ""),
        ("deal", "delete", "", "", "", "", ""),
        ("call", "read", "m", "t", "t", "", ""),
        ("call_transcript", "read", "m", "t", "t", "", ""),
        ("assessment", "read", "m", "t", "t", "f", ""),
        ("assessment", "score", "", "t", "t", "", ""),
        ("plan", "create", "", "t", "t", "", ""),
        ("plan", "update", "m", "t", "t", "", ""),
        ("one_on_one", "read", "m", "t", "t", "m", ""),
        ("one_on_one", "create", "", "", "", "", ""),
        ("enrolment", "read", "m", "t", "t", "f", ""),
        ("enrolment", "enrol", "m", "t", "t", "f", ""),
        ("role_play", "read", "m", "t", "t", "f", ""),
        ("ledger_entry", "read", "m", "m", "t", "f", ""),
        ("ledger_entry", "grant", "", "", "", "f", ""),
        ("asset", "read", "", "", "", "f", ""),
        ("asset", "publish", "", "", "", "f", ""),
        ("account", "read", "f", "f", "f", "", ""),
        ("person", "read", "f", "f", "f", "f", "f"),
        ("person", "manage", "", "", "", "", "f"),
        ("policy", "manage", "", "", "", "", "f"),
        ("plugin", "manage", "", "", "", "", "f"),
        ("plugin", "configure", "", "", "", "", "f"),
        ("plugin_setting", "read", "", "", "", "", "f"),
        ("audit", "verify", "", "", "", "", "f"),
        ("crm_sync", "sync", "", "", "", "", "f"),
    ],
)
def test_each_role_reaches_own_team_or_all_rows(
    resource: str, action: str, rep: str, coach: str, manager: str, enablement: str, admin: str
) -> None:
    """m: only own rows, t: also the team's, f: everybody's, nothing: refused or no row."""
    expected = dict(zip(ROLES, (rep, coach, manager, enablement, admin), strict=True))
    found = {role: reach(role, resource, action)[-1:] for role in ROLES}
    assert found == expected


def cells(role: str, resource: str, **row: object) -> frozenset[str]:
    scope = GATE.scope(actor(role), resource, "read")
    return scope.cells({**dict.fromkeys(CATALOGUE[resource]), **row})


def test_private_notes_open_only_to_their_coach() -> None:
    for role in ("rep", "coach", "manager", "enablement"):
        mine = cells(role, "one_on_one", person_id="p1", coach_id="c", team_id="t1")
        assert "shared_notes" in mine
        assert "private_notes" not in mine
    for role in ("coach", "manager"):
        assert "private_notes" in cells(role, "one_on_one", person_id="p2", coach_id="p1")


def test_of_colleagues_one_sees_the_name_and_the_team() -> None:
    for role in ("rep", "enablement"):
        assert cells(role, "person", id="p2") == {"id", "version", "name", "team_id"}
        assert "email" in cells(role, "person", id="p1")


def test_phone_and_email_of_a_card_open_to_its_owner() -> None:
    assert not cells("rep", "card", owner_id="p2") & {"phone", "email"}
    assert cells("rep", "card", owner_id="p1") >= {"phone", "email"}


def test_a_rep_cannot_give_a_deal_away() -> None:
    scope = GATE.scope(actor("rep"), "deal", "update")
    assert scope.covers("next_step")
    assert not scope.covers("owner_id")
    assert not scope.covers("team_id")


def test_published_content_opens_to_all_who_learn() -> None:
    for role in ("rep", "coach", "manager"):
        scope = GATE.scope(actor(role), "asset", "read")
        row = dict.fromkeys(CATALOGUE["asset"])
        assert scope.admits({**row, "state": "published"})
        assert not scope.admits({**row, "state": "draft"})


def test_roles_of_one_person_add_up() -> None:
    both = GATE.scope(actor("rep", "admin"), "deal", "read")
    assert both.grants == GATE.scope(actor("rep"), "deal", "read").grants
    assert GATE.scope(actor("rep", "admin"), "policy", "manage")


def test_the_owner_may_do_everything() -> None:
    for resource in CATALOGUE:
        for action in ACTIONS:
            assert GATE.scope(actor("owner"), resource, action).grants[0].columns == {"*"}
