"""Second factors, log-ins half way, links to providers outside, scopes of API keys."""

import sqlalchemy as sa
from alembic import op

from revrise.adapters.sql.types import Json, Utc

revision = "0024_second_factor"
down_revision = "0023_privacy"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Creates them; keys there are stay as wide as they were."""
    _of_a_person(
        "second_factor",
        sa.Column("secret", Json, nullable=False),
        sa.Column("made_at", Utc(), nullable=False),
        sa.Column("confirmed_at", Utc(), nullable=True),
        sa.Column("last_step", sa.BigInteger(), nullable=False),
        sa.Column("recovery", Json, nullable=False),
    )
    _of_a_person(
        "login_step",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("made_at", Utc(), nullable=False),
        sa.Column("ends_at", Utc(), nullable=False),
        sa.Column("onwards", sa.Text(), nullable=False),
        sa.Column("used_at", Utc(), nullable=True),
        known=False,
    )
    _of_a_person(
        "outside_link",
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("linked_at", Utc(), nullable=False),
    )
    with op.batch_alter_table("api_key") as table:
        table.add_column(sa.Column("scopes", Json, nullable=False, server_default="[]"))
    with op.batch_alter_table("api_key") as table:
        table.alter_column("scopes", server_default=None)


def downgrade() -> None:
    """Drops them."""
    with op.batch_alter_table("api_key") as table:
        table.drop_column("scopes")
    for name in ("outside_link", "login_step", "second_factor"):
        op.drop_table(name)


def _of_a_person(name: str, *columns: sa.Column[object], known: bool = True) -> None:
    op.create_table(
        name,
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("person_id", sa.String(length=80), nullable=not known),
        *columns,
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f(f"fk_{name}_tenant_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f(f"pk_{name}")),
    )
    op.create_index(
        op.f(f"ix_{name}_tenant_id_person_id_id"),
        name,
        ["tenant_id", "person_id", "id"],
        unique=False,
    )
