"""The index of what was said: which line of a call holds which words, none of them readable.

A row hangs on the transcript it was made of and goes with it. `words` are words as `blinding`
writes them: the same word the same letters, in one tenant. SQLite finds lines by an FTS5 table
over `spoken_line` (see `adapters.sql.spoken`), PostgreSQL by the GIN index here.
"""

from sqlalchemy import (
    Column,
    ForeignKeyConstraint,
    Index,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import TSVECTOR

from revrise.adapters.sql.columns import col, metadata

_WORDS = col("words", retention="recording", sensitivity="confidential")

spoken_call = Table(
    "spoken_call",
    metadata,
    col("tenant_id", "id", need=True),
    col("call_id", "id", need=True),
    col("transcript_id", "id", need=True),
    # Where its lines are, without the bits of the line
    col("base", "int", need=True),
    # With which key its words are written
    col("key_id", "id", need=True),
    PrimaryKeyConstraint("tenant_id", "call_id"),
    UniqueConstraint("base"),
    ForeignKeyConstraint(
        ["tenant_id", "transcript_id"],
        ["call_transcript.tenant_id", "call_transcript.id"],
        ondelete="CASCADE",
    ),
    Index(None, "tenant_id", "transcript_id"),
)
spoken_line = Table(
    "spoken_line",
    metadata,
    col("tenant_id", "id", need=True),
    # Its row in FTS5, so that it is nobody else's
    col("place", "int", need=True),
    col("call_id", "id", need=True),
    Column(
        "words",
        Text().with_variant(TSVECTOR(), "postgresql"),
        nullable=False,
        info=_WORDS.info,
    ),
    PrimaryKeyConstraint("tenant_id", "place"),
    ForeignKeyConstraint(
        ["tenant_id", "call_id"],
        ["spoken_call.tenant_id", "spoken_call.call_id"],
        ondelete="CASCADE",
    ),
    Index(None, "tenant_id", "call_id"),
    # Every row of PostgreSQL's, none of SQLite's: that one has its FTS5 table.
    Index(None, "words", postgresql_using="gin", sqlite_where=text("0")),
)
