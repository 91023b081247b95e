"""All tables; importing this package fills the metadata."""

from revrise.adapters.sql.columns import metadata
from revrise.adapters.sql.tables import (
    coaching,
    content,
    conversations,
    deals,
    governance,
    learning,
    people,
    rewards,
    system,
)

__all__ = [
    "coaching",
    "content",
    "conversations",
    "deals",
    "governance",
    "learning",
    "metadata",
    "people",
    "rewards",
    "system",
]
