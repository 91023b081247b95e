"""All tables; importing this package fills the metadata."""

from revrise.adapters.sql.columns import metadata
from revrise.adapters.sql.tables import (
    coaching,
    content,
    conversations,
    deals,
    flow,
    governance,
    home,
    identity,
    jobs,
    learning,
    people,
    plugins,
    provisioning,
    rewards,
    system,
    talk,
    vault,
)

__all__ = [
    "coaching",
    "content",
    "conversations",
    "deals",
    "flow",
    "governance",
    "home",
    "identity",
    "jobs",
    "learning",
    "metadata",
    "people",
    "plugins",
    "provisioning",
    "rewards",
    "system",
    "talk",
    "vault",
]
