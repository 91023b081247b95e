"""All tables; importing this package fills the metadata."""

from revrise.adapters.sql.columns import metadata
from revrise.adapters.sql.tables import (
    coaching,
    content,
    conversations,
    deals,
    flow,
    governance,
    identity,
    jobs,
    learning,
    people,
    rewards,
    system,
    talk,
)

__all__ = [
    "coaching",
    "content",
    "conversations",
    "deals",
    "flow",
    "governance",
    "identity",
    "jobs",
    "learning",
    "metadata",
    "people",
    "rewards",
    "system",
    "talk",
]
