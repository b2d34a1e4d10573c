"""The first tables: kept conversations, feedback, choices."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "conversation",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("browser", sa.String(), nullable=False, index=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
    )
    op.create_table(
        "feedback",
        sa.Column("conversation", sa.String(), primary_key=True),
        sa.Column("turn", sa.Integer(), primary_key=True),
        sa.Column("given", sa.DateTime(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("quotes", sa.String(), nullable=False),
        sa.Column("useful", sa.Boolean(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
    )
    op.create_table(
        "choice",
        sa.Column("name", sa.String(), primary_key=True),
        sa.Column("value", sa.String(), nullable=False),
    )
