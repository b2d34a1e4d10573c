"""Names that people give to the conversations they keep."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the column; conversations kept before have no name of their own."""
    op.add_column("conversation", sa.Column("name", sa.String(), nullable=False, server_default=""))
