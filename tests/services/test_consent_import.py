"""Consent from a file: kept line by line as evidence, the same file again changes nothing."""

from pathlib import Path

import pytest
from tests.services.consent_world import contact, seller_agreed, shown
from tests.services.test_calls_service import calls

from revrise.adapters.identity.tokens import SystemTokens
from revrise.core.errors import Refused
from revrise.core.governance.contact_consent import ContactConsent
from revrise.services.consent.asking import Asking
from revrise.services.consent.importing import ConsentImport

__all__ = ["calls", "contact"]


HEADER = "email,purposes,state,at,evidence,jurisdiction,separate\n"


def imported(world, tmp_path, text, by="n1", **more):
    file = tmp_path / "consent.csv"
    file.write_text(HEADER + text, encoding="utf-8")
    return ConsentImport(world.desk).run(Path(file), world.by(by), **more)


def test_an_import_keeps_words_and_the_same_file_again_changes_nothing(
    world, calls, contact, tmp_path
):
    text = (
        "wei@example.test,record transcribe analyse coach,given,2026-02-01,=HYPERLINK(1),CN,yes\n"
    )
    first = imported(world, tmp_path, text)
    assert (first.rows, first.kept, first.rejected) == (1, 4, 0)
    before = world.all(ContactConsent)
    again = imported(world, tmp_path, text)
    assert (again.kept, again.unchanged) == (0, 4)
    assert world.all(ContactConsent) == before
    call_id = seller_agreed(calls, world)
    Asking(world.desk, SystemTokens()).speaks(contact, call_id, "B", world.by("n1"))
    assert shown(calls, world, call_id)
    end = "WEI@example.test,coach,withdrawn,2026-03-05 10:00,their e-mail,CN,\n"
    assert imported(world, tmp_path, text + end).withdrawn_calls == 1
    assert not shown(calls, world, call_id)
    assert imported(world, tmp_path, text).kept == 0  # an older word


def test_an_import_with_one_wrong_line_keeps_nothing_and_names_each(world, contact, tmp_path):
    text = (
        "wei@example.test,record,given,2026-02-01,form,CN,\n"
        "nobody@example.test,record,given,2026-02-01,form,CN,\n"
        "wei@example.test,sell,given,2026-02-01,form,CN,\n"
        "wei@example.test,record,perhaps,2026-02-01,form,CN,\n"
        "wei@example.test,record,given,someday,form,CN,\n"
        "wei@example.test,record,given,2999-01-01,form,CN,\n"
        "wei@example.test,record,given,2026-02-01,,CN,\n"
        "wei@example.test,record,given,2026-02-01,form,CN,often\n"
        "bo@example.test,record,given,2026-02-01,form,CN,\n"
    )
    found = imported(world, tmp_path, text)
    assert (found.kept, found.rejected) == (0, 8)
    assert [(one.line, one.column) for one in found.first] == [
        (3, "email"), (4, "purposes"), (5, "state"), (6, "at"), (7, "at"), (8, "evidence"),
        (9, "separate"), (10, "email"),
    ]  # fmt: skip
    assert world.all(ContactConsent) == []
    assert imported(world, tmp_path, text.splitlines()[0] + "\n", dry_run=True).kept == 0
    assert world.all(ContactConsent) == []
    with pytest.raises(Refused):
        imported(world, tmp_path, text, by="enb")
