"""Sheets on which people check their service against a KLOE."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "check_sheet",
        sa.Column("browser", sa.String(), primary_key=True),
        sa.Column("framework", sa.String(), primary_key=True),
        sa.Column("unit", sa.String(), primary_key=True),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
    )
