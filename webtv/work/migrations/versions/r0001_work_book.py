"""The first tables: commissions, artifacts, calls, charges, rejections, hashes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "commissions",
        sa.Column("programme_id", sa.String(40), nullable=False),
        sa.Column("channel", sa.String(64), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("settled_at", moment, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("programme_id", name="pk_commissions"),
    )
    op.create_index("ix_commissions_settled_at", "commissions", ["settled_at"])
    op.create_index("ix_commissions_state_created_at", "commissions", ["state", "created_at"])
    op.create_table(
        "artifacts",
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_artifacts"),
    )
    op.create_table(
        "calls",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("programme_id", sa.String(40), nullable=False),
        sa.Column("channel", sa.String(64), nullable=False),
        sa.Column("stage", sa.String(16), nullable=False),
        sa.Column("shot", sa.Integer(), nullable=True),
        sa.Column("backend", sa.Text(), nullable=False),
        sa.Column("inputs", sa.Text(), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("task", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("take", sa.Text(), nullable=True),
        sa.Column("artifact", sa.String(80), nullable=True),
        sa.Column("begun_at", moment, nullable=False),
        sa.Column("finished_at", moment, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_calls"),
        sa.UniqueConstraint("digest", name="uq_calls_digest"),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["commissions.programme_id"],
            name="fk_calls_programme_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["artifact"], ["artifacts.name"], name="fk_calls_artifact", ondelete="SET NULL"
        ),
    )
    op.create_index("ix_calls_programme_id", "calls", ["programme_id"])
    op.create_index("ix_calls_artifact", "calls", ["artifact"])
    op.create_index("ix_calls_backend_finished_at", "calls", ["backend", "finished_at"])
    op.create_table(
        "charges",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(64), nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("programme_id", sa.String(40), nullable=True),
        sa.Column("call_id", sa.Integer(), nullable=True),
        sa.Column("attempt", sa.Integer(), nullable=True),
        sa.Column("gpu_s", sa.BigInteger(), nullable=False),
        sa.Column("credits", sa.BigInteger(), nullable=False),
        sa.Column("tokens", sa.BigInteger(), nullable=False),
        sa.Column("money", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_charges"),
        sa.UniqueConstraint("call_id", "attempt", name="uq_charges_call_id_attempt"),
        sa.ForeignKeyConstraint(
            ["call_id"], ["calls.id"], name="fk_charges_call_id", ondelete="SET NULL"
        ),
    )
    op.create_index("ix_charges_channel_day", "charges", ["channel", "day"])
    op.create_index("ix_charges_programme_id", "charges", ["programme_id"])
    op.create_index("ix_charges_at", "charges", ["at"])
    op.create_table(
        "rejections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(64), nullable=False),
        sa.Column("programme", sa.String(40), nullable=False),
        sa.Column("shot", sa.Integer(), nullable=True),
        sa.Column("stage", sa.String(16), nullable=False),
        sa.Column("backend", sa.Text(), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=True),
        sa.Column("check_name", sa.String(40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("thumbnail", sa.Text(), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_rejections"),
    )
    op.create_index("ix_rejections_channel_id", "rejections", ["channel", "id"])
    op.create_table(
        "hashes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(64), nullable=False),
        sa.Column("programme", sa.String(40), nullable=False),
        sa.Column("shot", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_hashes"),
        sa.UniqueConstraint(
            "channel", "programme", "shot", name="uq_hashes_channel_programme_shot"
        ),
    )
    op.create_index("ix_hashes_channel_id", "hashes", ["channel", "id"])


def downgrade() -> None:
    """To an empty database."""
    for table in ("hashes", "rejections", "charges", "calls", "artifacts", "commissions"):
        op.drop_table(table)
