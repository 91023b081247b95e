"""The column registry as `ports.registry.Registry`."""

from collections.abc import Sequence

from sqlalchemy import Column, Table, Text

from revrise.adapters.rows.kinds import KINDS, codec
from revrise.adapters.sql.tables import metadata
from revrise.adapters.sql.types import Json
from revrise.ports.registry import DeclaredColumn, DeclaredKind


class ColumnRegistry:
    """What the tables declare."""

    def kinds(self) -> Sequence[DeclaredKind]:
        """See Registry."""
        by_name = {name: kind for kind, name in KINDS.items()}
        return [
            _declared(by_name[table.name], table)
            for table in metadata.sorted_tables
            if table.name in by_name
        ]


def _column(column: Column[object]) -> DeclaredColumn:
    told = {name: column.info[name] for name in ("sensitivity", "subject", "retention")}
    free = column.type is Json or isinstance(column.type, Text | type(Json))
    return DeclaredColumn(column.name, **told, free=free)


def _declared(kind: type[object], table: Table) -> DeclaredKind:
    columns = tuple(_column(table.c[name]) for name in codec(kind).cells)
    refs = tuple(
        sorted(
            (pair.parent.name, pair.column.table.name)
            for key in table.foreign_key_constraints
            for pair in key.elements
            if pair.parent.name != "tenant_id"
        )
    )
    return DeclaredKind(kind, table.name, columns, table.info.get("since"), refs)
