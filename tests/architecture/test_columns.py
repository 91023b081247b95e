"""The column registry: masks, erasure and exports can trust what the columns declare."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Column, MetaData, Table, Text

from revrise.adapters.rows.kinds import KINDS, codec
from revrise.adapters.sql.columns import RETENTIONS, SENSITIVITIES, col
from revrise.adapters.sql.tables import metadata

# Tables that are no records of the core: what keeps them safe, and what moves them on.
SYSTEM = {
    *(
        "audit",
        "audit_head",
        "idempotency",
        "outbox",
        "policy_rule",
        "policy_role",
        "policy_state",
        "policy_version",
    ),
    *("job_schedule", "job_step", "job_worker"),
    "outbox_lease",
    "data_key",
    *("spoken_call", "spoken_line"),
}
# Columns of storage's own, on top of what a record says.
ORIGIN = {"source", "external_id", "digest"}


def faults(tables: MetaData) -> Iterator[str]:
    """What is wrong with the declarations, one line each."""
    for table in tables.sorted_tables:
        for column in table.columns:
            said = f"{table.name}.{column.name}"
            if set(column.info) != {"sensitivity", "subject", "retention", "sealed"}:
                yield f"{said} is not declared"
                continue
            if column.info["sensitivity"] not in SENSITIVITIES:
                yield f"{said} has an unknown sensitivity"
            if column.info["retention"] not in RETENTIONS:
                yield f"{said} has an unknown retention"
            subject = column.info["subject"]
            if subject is not None and subject not in table.columns:
                yield f"{said} names a subject that is no column: {subject}"


def test_every_column_is_declared():
    assert list(faults(metadata)) == []


def test_planted_faults_are_named():
    tables = MetaData()
    Table(
        "planted",
        tables,
        col("tenant_id"),
        Column("forgotten", Text),
        col("odd", sensitivity="hidden", retention="never"),
        col("phone", sensitivity="personal", subject="nobody"),
    )
    assert list(faults(tables)) == [
        "planted.forgotten is not declared",
        "planted.odd has an unknown sensitivity",
        "planted.odd has an unknown retention",
        "planted.phone names a subject that is no column: nobody",
    ]


def test_every_table_is_a_kind_of_record_or_the_system_s_own():
    assert set(metadata.tables) == {*KINDS.values(), *SYSTEM}


@pytest.mark.parametrize("kind", KINDS, ids=KINDS.get)
def test_a_table_holds_its_record_s_cells_and_the_tenant(kind):
    """A cell without a column would be lost; a column without a cell would never be masked."""
    columns = set(metadata.tables[KINDS[kind]].columns.keys())
    cells = set(codec(kind).cells)
    assert cells <= columns
    assert columns - cells in ({"tenant_id"}, {"tenant_id", *ORIGIN})


@pytest.mark.parametrize("name", sorted(metadata.tables))
def test_every_table_is_the_tenant_s(name):
    """The tenant leads the key, so no row can be found or pointed at without it."""
    table = metadata.tables[name]
    assert next(iter(table.primary_key.columns)).name == "tenant_id"
    for key in table.foreign_key_constraints:
        pairs = [(e.parent.name, e.column.name) for e in key.elements]
        assert ("tenant_id", "tenant_id") in pairs, key.name
