"""Calls: those with a transcript through the service, the others as a line in the log."""

from collections.abc import Mapping
from hashlib import sha256

from revrise.apps.demo.call import Call as Simulated
from revrise.apps.demo.company import Company
from revrise.apps.demo.loading.known import Known
from revrise.apps.demo.loading.writer import SOURCE, Batch, Writer, own_id
from revrise.apps.demo.recording import spoken
from revrise.core.conversations.call import Call
from revrise.core.conversations.transcript import Transcript
from revrise.core.deals.standard_process import STANDARD
from revrise.core.governance.actor import Actor
from revrise.services.calls.commands import AddCall, Agreed

_MINUTE_MS = 60_000
_MANY = 100


def load_calls(writer: Writer, company: Company, known: Known, by: Actor) -> None:
    """All calls, in units of work of a hundred."""
    titles = _titles(company)
    heard = [call for call in company.calls if call.transcribed]
    for start in range(0, len(heard), _MANY):
        commands = [_command(call, titles, writer, known) for call in heard[start : start + _MANY]]
        added = writer.app.calls.add_many(commands, by)
        writer.changed += sum(one.created for one in added)
    logged = [_logged(call, titles, known) for call in company.calls if not call.transcribed]
    writer.add("demo.calls_logged", Batch(Call, "call", logged))


def _titles(company: Company) -> dict[str, str]:
    accounts = {account.id: account.name for account in company.accounts}
    deals = {deal.id: accounts[deal.account_id] for deal in company.deals}
    return {call.id: _title(deals[call.deal_id], call) for call in company.calls}


def _title(account: str, call: Simulated) -> str:
    """The account and the stage's name, in the language of the call."""
    stage = STANDARD.state(call.stage)
    if call.language.startswith("zh"):
        return f"{account}，{stage.title_zh}"
    return f"{account}, {stage.title_en}"


def _command(call: Simulated, titles: Mapping[str, str], writer: Writer, known: Known) -> AddCall:
    said = call.transcript()
    return AddCall(
        said,
        _fingerprint(call),
        titles[call.id],
        known.people[call.rep_id],
        call.started_at,
        known.deals[call.deal_id],
        _agreed(call),
        f"{SOURCE}/{call.id}",
        _recorded(said, writer),
    )


def _recorded(said: Transcript, writer: Writer) -> str | None:
    """The SHA-256 of the recording, kept in the store, of one of the few calls that have one."""
    found = spoken(said)
    if found is None:
        return None
    return writer.app.blobs.put(writer.actor.tenant_id, (found.read_bytes(),)).sha256


def _agreed(call: Simulated) -> tuple[Agreed, ...]:
    refs = {call.rep_id: "A", call.contact_id: "B"}
    return tuple(
        Agreed(
            one.jurisdiction,
            (refs[one.participant_id],),
            one.granted,
            one.basis,
            separately=one.separately,
        )
        for one in call.consents
    )


def _logged(call: Simulated, titles: Mapping[str, str], known: Known) -> Call:
    return Call(
        own_id("call", call.id),
        titles[call.id],
        known.people[call.rep_id],
        known.team_of[call.rep_id],
        call.started_at,
        call.language,
        _fingerprint(call),
        known.deals[call.deal_id],
        duration_ms=call.minutes * _MINUTE_MS,
        source=f"{SOURCE}/{call.id}",
        participants=("A", "B"),
    )


def _fingerprint(call: Simulated) -> str:
    return sha256(f"{SOURCE}/{call.seed}/{call.id}".encode()).hexdigest()
