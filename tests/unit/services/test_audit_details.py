"""Details of audit entries in words of both languages; ids are left to whoever names them."""

from datetime import UTC, datetime

import pytest

from revrise.core.bilingual import Language
from revrise.core.governance.audit import AuditEntry
from revrise.services.auditing.details import details, ids
from revrise.services.auditing.labels import LABELS, OF_NAME, VALUES

AT = datetime(2026, 6, 30, 12, tzinfo=UTC)
ENTRY = AuditEntry(
    "t", 1, AT, "per_1", "role.given", "per_2",
    {"request": "req_1", "role": "coach", "until": "2026-07-01T00:00:00+00:00", "active": True,
     "call": "call_6ea72d1c5a", "taken": {"call": 2}, "shared": "rep", "why_so": "x", "none": None},
)  # fmt: skip


@pytest.mark.parametrize(
    ("language", "labels", "words"),
    [
        ("en", ["role", "until", "active", "a call", "taken away", "shared with", "why so"],
         ["coach", "yes", "a call 2", "the rep", "x"]),
        ("zh", ["角色", "至", "启用", "通话", "已清理", "共享范围", "why so"],
         ["教练", "是", "通话 2", "当事销售", "x"]),
    ],
)  # fmt: skip
def test_details_are_said_in_words(language: Language, labels: list[str], words: list[str]) -> None:
    found = details(ENTRY, language)
    assert [one.label for one in found] == labels
    assert [said.words for one in found for said in one.values if said.words] == words
    assert [said.at for one in found for said in one.values if said.at] == [
        datetime(2026, 7, 1, tzinfo=UTC)
    ]
    assert list(ids(ENTRY)) == ["call_6ea72d1c5a"]


def test_every_word_is_there_in_both_languages() -> None:
    for words in (*LABELS.values(), *VALUES.values(), *OF_NAME.values()):
        assert all(words)
        assert "您" not in words[1]
