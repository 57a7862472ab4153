"""Several machines on one database: who is there, and who holds which channel."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    op.create_table(
        "machines",
        sa.Column("part", sa.String(16), nullable=False),
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.Column("beat", sa.BigInteger(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("draining", sa.Boolean(), nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("part", "id", name="pk_machines"),
    )
    op.create_table(
        "leases",
        sa.Column("part", sa.String(16), nullable=False),
        sa.Column("channel", sa.String(64), nullable=False),
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.Column("holder", sa.String(40), nullable=True),
        sa.Column("successor", sa.String(40), nullable=True),
        sa.PrimaryKeyConstraint("part", "channel", name="pk_leases"),
    )


def downgrade() -> None:
    """To one machine alone."""
    op.drop_table("leases")
    op.drop_table("machines")
