"""The first tables: suggestions, votes, hearts, and what became of suggestions."""

from __future__ import annotations

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def _of_suggestion(table: str) -> tuple[sa.Column[int], sa.ForeignKeyConstraint]:
    return (
        sa.Column("suggestion_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["suggestion_id"],
            ["audience_suggestions.id"],
            name=f"fk_{table}_suggestion_id",
            ondelete="CASCADE",
        ),
    )


def upgrade() -> None:
    """To this revision."""
    op.create_table(
        "audience_suggestions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(24), nullable=False),
        sa.Column("channel", sa.String(64), nullable=False),
        sa.Column("name", sa.String(30), nullable=False),
        sa.Column("text", sa.String(400), nullable=False),
        sa.Column("source", sa.String(8), nullable=False),
        sa.Column("viewer", sa.String(32), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audience_suggestions"),
        sa.UniqueConstraint("ref", name="uq_audience_suggestions_ref"),
    )
    op.create_index("ix_audience_suggestions_channel_at", "audience_suggestions", ["channel", "at"])
    op.create_table(
        "audience_votes",
        *_of_suggestion("audience_votes"),
        sa.Column("viewer", sa.String(32), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("suggestion_id", "viewer", name="pk_audience_votes"),
    )
    op.create_table(
        "audience_hearts",
        sa.Column("channel", sa.String(64), nullable=False),
        sa.Column("programme", sa.String(40), nullable=False),
        sa.Column("viewer", sa.String(32), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("channel", "programme", "viewer", name="pk_audience_hearts"),
    )
    op.create_index("ix_audience_hearts_at", "audience_hearts", ["at"])
    op.create_table(
        "audience_decisions",
        *_of_suggestion("audience_decisions"),
        sa.Column("outcome", sa.String(8), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("airs_at", _MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("suggestion_id", name="pk_audience_decisions"),
    )
    op.create_table(
        "audience_uses",
        *_of_suggestion("audience_uses"),
        sa.Column("programme", sa.String(40), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("lost", sa.Boolean(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("aired_at", _MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("suggestion_id", name="pk_audience_uses"),
    )
    salt = op.create_table(
        "audience_salt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("salt", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audience_salt"),
    )
    op.bulk_insert(salt, [{"id": 1, "salt": secrets.token_hex(32)}])


def downgrade() -> None:
    """To nothing."""
    for name in ("salt", "uses", "decisions", "hearts", "votes", "suggestions"):
        op.drop_table(f"audience_{name}")
