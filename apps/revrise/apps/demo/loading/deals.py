"""The dated way of every deal, which the export of a customer system leaves out."""

from attrs import evolve

from revrise.apps.demo.company import Company
from revrise.apps.demo.deal import Deal as Simulated
from revrise.apps.demo.loading.known import Known
from revrise.apps.demo.loading.next_steps import next_step
from revrise.apps.demo.loading.writer import Writer
from revrise.core.deals.deal import Deal, StageChange

# What must have been attached for a deal to come that far in the standard process.
_PROOF = {"TechnicalDemo": "pain", "Proposal": "pain", "Closing": "economic_buyer"}
_SYNC = "crm"


def load_deals(writer: Writer, company: Company, known: Known) -> None:
    """Replaces the history a sync could only guess; a deal moved since is left alone."""
    by_id = {one.id: one for one in company.deals}

    def completed(deal: Deal) -> Deal | None:
        simulated = by_id.get(deal.external_id or "")
        if simulated is None or any(change.by != _SYNC for change in deal.history):
            return None
        step, due = next_step(company, simulated)
        return evolve(
            deal,
            next_step=step,
            next_step_at=due,
            history=_history(simulated, known),
            evidence=_evidence(simulated),
            version=deal.version + 1,
        )

    writer.change("demo.deals_completed", Deal, "deal", completed)


def _history(deal: Simulated, known: Known) -> tuple[StageChange, ...]:
    rep = known.people[deal.rep_id]
    return tuple(StageChange(change.stage, change.at, rep) for change in deal.history)


def _evidence(deal: Simulated) -> tuple[str, ...]:
    proofs = (_PROOF.get(change.stage) for change in deal.history)
    return tuple(dict.fromkeys(proof for proof in proofs if proof))
