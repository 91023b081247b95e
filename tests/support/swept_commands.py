"""Every command, by how the sweep of `test_as_sweep.py` asks it."""

from typing import Any

from revrise.core.coaching.one_on_one import OneOnOne
from revrise.core.coaching.plan import Plan
from revrise.core.conversations.call import Call
from revrise.core.deals.deal import Deal
from revrise.core.learning.enrolment import Enrolment
from revrise.core.rewards.posting import LedgerPosting
from revrise.core.roleplay.session import RolePlay

POLICY_ON = "one_on_one card"

# Commands that show what is stored, each in the ways it can be asked.
READS: dict[str, list[tuple[str, ...]]] = {
    "access grants": [()],
    "access ranges": [()],
    "access sets": [()],
    "attribution credit": [()],
    "attribution insight": [()],
    "audit list": [()],
    "audit verify": [()],
    "calls list": [(), ("--limit", "3")],
    "coach gaps": [(), ("--person", "per_n1"), ("--person", "s1")],
    "coach one-on-ones": [()],
    "coach plans": [()],
    "content list": [()],
    "db status": [()],
    "home steps": [()],
    "doctor": [()],
    "jobs list": [()],
    "keys list": [()],
    "learn courses": [()],
    "learn enrolments": [()],
    "notifications list": [(), ("--lang", "zh")],
    "notifications prefer": [()],
    "people list": [()],
    "people whoami": [()],
    "pipeline deals": [(), ("--where", "owner_id == 'per_n1'"), ("--where", "value > 100")],
    "pipeline report": [()],
    "policy explain": [(resource, "read") for resource in POLICY_ON.split()],
    "policy defaults": [()],
    "policy history": [()],
    "policy roles": [()],
    "policy show": [()],
    "practice scenarios": [()],
    "practice sessions": [()],
    "rewards leaderboard": [(), ("--team", "team_north"), ("--team", "nowhere", "--weeks", "2")],
    "rewards ledger": [(), ("--person", "per_n1"), ("--person", "s1", "--lang", "zh")],
    "rewards run": [("--dry-run",)],
    "webhooks list": [()],
}
# Commands about one thing: its kind, and the arguments around its id.
ABOUT: dict[str, tuple[type[Any], tuple[str, ...]]] = {
    "calls add": (Deal, ("talk.vtt", "--deal", "{id}")),
    "calls consent": (Call, ("{id}", "all-party", "--evidence", "said so")),
    "calls show": (Call, ("{id}",)),
    "coach accept": (Plan, ("{id}",)),
    "coach close": (Plan, ("{id}", "--reason", "over")),
    "coach finish": (Plan, ("{id}", "anything")),
    "coach one-on-one": (Plan, ("{id}", "--at", "2026-05-01")),
    "coach hold": (OneOnOne, ("{id}", "--notes", "said")),
    "learn complete": (Enrolment, ("{id}", "--score", "1")),
    "learn finish": (Enrolment, ("{id}", "l1")),
    "pipeline advance": (Deal, ("{id}", "Closing", "--evidence", "economic_buyer")),
}
LIBRARY = {
    "content approve": ("asset_draft",),
    "content publish": ("asset_draft",),
    "content send-back": ("asset_draft",),
    "content revise": ("asset_draft", "talk.vtt"),
    "content submit": ("asset_draft",),
    "learn edit": ("course_draft", "talk.vtt"),
    "learn enrol": ("course_draft",),
    "learn publish": ("course_draft",),
    "learn retire": ("course_draft",),
    "learn revise": ("course_draft",),
    "learn show": ("course_draft",),
    "practice play": ("scenario_draft",),
}
# Commands that take a person, who may be named by what not everybody may read.
NAMING: dict[str, tuple[str, ...]] = {
    "calls add": ("talk.vtt", "--rep", "{who}"),
    "coach gaps": ("--person", "{who}"),
    "coach plan": ("{who}",),
    "learn enrol": ("course_open", "--person", "{who}"),
    "people invite": ("{who}",),
    "policy preview": ("{who}",),
    "rewards ledger": ("--person", "{who}"),
}
# Commands that show nothing of what is stored.
ELSEWHERE = {
    "access break-glass": "writes, for who may",
    "access end": "one's own grants",
    "access give": "writes, and says the new id",
    "access range": "writes, for who may",
    "access remove-set": "writes, for who may",
    "access set": "writes, for who may",
    "policy apply": "writes, for who may",
    "policy check": "a file alone",
    "policy diff": "rules, for who may read them",
    "policy restore": "writes, for who may",
    "policy test": "rules, for who may read them",
    "attribution behaviours": "a file alone",
    "attribution touches": "a file alone",
    "calls analyze": "files alone",
    "config show": "settings",
    "content add": "writes, and says the new id",
    "crm map": "a source alone",
    "crm runs": "reports, for those who run the system",
    "crm schedule": "writes, and says the new id",
    "crm sources": "connectors, for those who run the system",
    "crm sync": "writes, for those who may sync",
    "crm sync-now": "queues, for those who may sync",
    "db backup": "all of it, for whoever may read the file it lies in",
    "db grant": "a role of the database",
    "db upgrade": "the schema",
    "demo": "a database of its own",
    "home again": "one's own steps",
    "home done": "one's own steps",
    "home snooze": "one's own steps",
    "jobs cancel": "one's own jobs; swept over HTTP, where there are some",
    "jobs prune": "queues, for those who run the system",
    "jobs retry": "one's own jobs; swept over HTTP, where there are some",
    "jobs show": "one's own jobs; swept over HTTP, where there are some",
    "jobs workers": "who runs jobs, for administrators",
    "keys end": "one's own keys; swept over HTTP, where there are some",
    "keys make": "writes, and says the new key",
    "learn draft": "writes, and says the new id",
    "migrate": "the schema",
    "people password": "writes, for who may manage accounts",
    "people second-factor-reset": "writes, for who may manage accounts",
    "plugins check": "plugins",
    "plugins disable": "plugins",
    "plugins enable": "plugins",
    "plugins list": "plugins",
    "plugins new": "plugins",
    "plugins restore": "plugins",
    "plugins set": "plugins",
    "notifications read": "marks, and says how many",
    "plugins show": "plugins",
    "serve": "serves until it is told to stop",
    "worker": "runs until it is told to stop",
    **dict.fromkeys(
        (
            "webhooks add",
            "webhooks log",
            "webhooks remove",
            "webhooks replay",
            "webhooks rotate",
            "webhooks switch",
            "webhooks test",
        ),
        "one's own receivers; swept over HTTP, where there are some",
    ),
}
# Lists: what they list, the resource, and whose a row is.
LISTS: dict[str, tuple[type[Any], str, str]] = {
    "calls list": (Call, "call", "owner_id"),
    "coach plans": (Plan, "plan", "person_id"),
    "learn enrolments": (Enrolment, "enrolment", "person_id"),
    "pipeline deals": (Deal, "deal", "owner_id"),
    "practice sessions": (RolePlay, "role_play", "person_id"),
    "rewards ledger": (LedgerPosting, "ledger_entry", "person_id"),
}
