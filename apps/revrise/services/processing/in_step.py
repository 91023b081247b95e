"""Who hears calls with former detectors: a process that was not started again since others did.

`calls remeasure` writes down by which detectors calls are heard from then on. A process that began
before that and has others hears what is out of step with all the rest. One that began later has
what came since, and goes on: the calls of before wait to be measured again.
"""

from attrs import evolve

from revrise.core.governance.actor import Actor, system_actor
from revrise.core.governance.scope import Scope, system_scope
from revrise.core.people.organisation import Organisation
from revrise.ports.jobs import NotHere
from revrise.services.desk import Desk
from revrise.services.measures.analysing import Analyst

START_AGAIN = "start this process again, or run `revrise calls remeasure` where they are gone"
_REASON = "keep which detectors calls are heard by"


def declare(desk: Desk, by: Actor, analyst: Analyst) -> None:
    """From now on calls are heard by the detectors of this process."""
    mine = " ".join(sorted(analyst.resting()))
    with desk.store.begin(by) as work:
        for before in work.of(Organisation).load_many(_scope(by.tenant_id)):
            if before.heard_by != mine:
                fresh = evolve(before, heard_by=mine, heard_since=desk.clock.now())
                after = evolve(fresh, version=before.version + 1)
                scope = _scope(by.tenant_id, "update")
                work.of(Organisation).save(after, scope, expected=before.version)
                work.record("calls.heard_anew", by.tenant_id, {"detectors": mine})


def in_step(desk: Desk, tenant_id: str, analyst: Analyst) -> None:
    """Raises NotHere where calls are heard by other detectors since, and this process is older."""
    with desk.store.read(system_actor(tenant_id)) as work:
        found = work.of(Organisation).load_many(_scope(tenant_id))
    for one in found:
        if one.heard_since is None or analyst.since is None or analyst.since >= one.heard_since:
            continue
        mine = " ".join(sorted(analyst.resting()))
        if mine != one.heard_by:
            theirs = one.heard_by or "no plugin"
            raise NotHere(f"calls are heard by {theirs} now, here by {mine or 'none'}",
                          remedy=START_AGAIN)  # fmt: skip


def _scope(tenant_id: str, action: str = "read") -> Scope:
    return system_scope(tenant_id, "organisation", action, _REASON)
