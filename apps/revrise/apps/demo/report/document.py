"""The report as JSON `revrise.demo/1`."""

from typing import Any

from attrs import asdict

from revrise.apps.demo.company import Company
from revrise.apps.demo.loading.load import Loaded
from revrise.apps.demo.loop.loop import Loop
from revrise.apps.demo.loop.plans import Proposed
from revrise.apps.demo.report import credit, pipeline
from revrise.apps.demo.report.finding import Finding, findings
from revrise.apps.demo.report.rules import by_rule
from revrise.apps.demo.report.truth import checks
from revrise.services.attribution.views import association

SCHEMA = "revrise.demo/1"


def document(
    company: Company, loaded: Loaded, loop: Loop, *, truth: bool = False
) -> dict[str, Any]:
    """Everything the pages show, in full numbers; `truth` adds what the simulator knows."""
    found = findings(loop, company)
    return {
        "schema": SCHEMA,
        "seed": company.seed,
        "changed": loaded.changed or loop.changed,
        "company": _company(company),
        "pipeline": {
            **loop.pipeline,
            "lines": [line.as_document() for line in pipeline.lines(loop.pipeline, company)],
        },
        "gaps": [view.as_document() for view in loop.gaps],
        "plans": [_plan(one) for one in loop.plans],
        "leaderboard": _boards(loop),
        "rewards": _rewards(loop),
        "insight": _insight(loop, found),
        "credit": _credit(loop),
        "calls": loop.calls,
        "crm": loaded.crm.as_document(),
        **({"truth": [one.as_document() for one in checks(found, company)]} if truth else {}),
    }


def _company(company: Company) -> dict[str, Any]:
    return {
        "name": company.name.en,
        "name_zh": company.name.zh,
        "from": company.start.isoformat(),
        "to": company.today.isoformat(),
        "teams": len({rep.team_id for rep in company.reps}),
        "people": len(company.people),
        "reps": len(company.reps),
        "deals": len(company.deals),
        "calls": len(company.calls),
    }


def _plan(one: Proposed) -> dict[str, Any]:
    return {**asdict(one.plan), "person": one.gap.person, "coach": one.coach, "new": one.new}


def _boards(loop: Loop) -> list[dict[str, Any]]:
    return [
        {
            "team": team,
            "start": standing.start,
            "end": standing.end,
            "entrants": standing.board.entrants,
            "places": [
                {
                    **asdict(place),
                    "name": standing.names.get(place.person_id),
                    "points": standing.points[place.person_id],
                }
                for place in standing.board.places
            ],
        }
        for team, standing in loop.boards.items()
    ]


def _rewards(loop: Loop) -> dict[str, Any]:
    rules = by_rule(loop.rewards.decisions)
    return {
        "points": sum(row["points"] for row in loop.ledger),
        "entries": len(loop.ledger),
        "newly_granted": len(loop.rewards.granted),
        "reversed": len(loop.rewards.reversed),
        "refused": sum(one.refused for one in rules),
        "rules": [one.as_document() for one in rules],
    }


def _insight(loop: Loop, found: list[Finding]) -> dict[str, Any]:
    seen = loop.insight
    return {
        "deals": seen.deals,
        "won": seen.won,
        "reps": seen.reps,
        "findings": [_finding(one) for one in found],
        "behaviours": [association(each) for each in seen.associations],
        "rollouts": [
            {
                "course": one.course_id,
                "waves": one.waves,
                "next_wave": one.next_wave and one.next_wave.isoformat(),
                "waiting": one.waiting,
                **association(one.found),
            }
            for one in loop.rollouts
        ],
        "assumptions": [each.en for each in seen.assumptions],
    }


def _finding(one: Finding) -> dict[str, Any]:
    return {
        "behaviour": one.key,
        "label": {"en": one.label.en, "zh": one.label.zh},
        "unit": "win-rate points, with against without"
        if one.done
        else "win-rate points per standard deviation",
        "points": one.points,
        "ci95": None if one.low is None else [one.low, one.high],
        "sd": one.step,
        "n": one.found.n,
        "q": one.found.q,
        "grade": one.found.grade,
        "verdict": one.found.verdict,
        "weeks": one.found.weeks,
        "reason": one.found.reason,
    }


def _credit(loop: Loop) -> dict[str, Any]:
    return {
        "grade": "L0",
        "journeys": loop.credit["journeys"],
        "conversions": loop.credit["conversions"],
        "spread": [asdict(one) for one in credit.spreads(loop.credit)],
        "models": {
            name: [
                {"channel": one.channel, "conversions": one.conversions, "share": one.share}
                for one in credits_
            ]
            for name, credits_ in loop.credit["models"].items()
        },
    }
