"""Many hands."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_table("agency_state")
    op.drop_table("attachment_state")
    op.drop_table("complaint_state")
    op.drop_table("operator_state")
    op.drop_table("roster_state")
    op.create_table(
        "agency_state",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("institution", sa.Text(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("ordinal", sa.BigInteger(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("pending", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("telephone", sa.Text(), nullable=True),
        sa.Column("sample_day", sa.Date(), nullable=True),
        sa.Column("packs", sa.Text(), nullable=False),
        sa.Column("sealing_key", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency_state")),
    )
    op.create_table(
        "attachment_state",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("institution", sa.Text(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("ordinal", sa.BigInteger(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("pending", sa.Text(), nullable=True),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.Column("sealed", sa.Boolean(), nullable=False),
        sa.Column("name_piece", sa.Text(), nullable=True),
        sa.Column("name_commitment", sa.Text(), nullable=True),
        sa.Column("erased_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment_state")),
    )
    with op.batch_alter_table("attachment_state", schema=None) as batch_op:
        batch_op.create_index("ix_attachment_state_subject_ordinal", ["subject", "ordinal"], unique=False)

    op.create_table(
        "complaint_state",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("institution", sa.Text(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("ordinal", sa.BigInteger(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("pending", sa.Text(), nullable=True),
        sa.Column("received", sa.Date(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("nature", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("department", sa.Text(), nullable=True),
        sa.Column("source_no", sa.Text(), nullable=True),
        sa.Column("reply_by", sa.Date(), nullable=True),
        sa.Column("reply_rule", sa.Text(), nullable=True),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("has_reporter", sa.Boolean(), nullable=False),
        sa.Column("informants", sa.Text(), nullable=False),
        sa.Column("case", sa.Text(), nullable=True),
        sa.Column("links", sa.Text(), nullable=False),
        sa.Column("accepted_on", sa.Date(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("ends_with", sa.Text(), nullable=True),
        sa.Column("decline_no", sa.Text(), nullable=True),
        sa.Column("clock_from", sa.Date(), nullable=True),
        sa.Column("finish_by", sa.Date(), nullable=True),
        sa.Column("outcome_told_on", sa.Date(), nullable=True),
        sa.Column("letters", sa.Text(), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("call_backs", sa.Text(), nullable=False),
        sa.Column("returns", sa.Text(), nullable=False),
        sa.Column("extensions", sa.Text(), nullable=False),
        sa.Column("awaits_receipt", sa.Boolean(), nullable=False),
        sa.Column("awaits_call_back", sa.Boolean(), nullable=False),
        sa.Column("awaits_telling", sa.Boolean(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("erased", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_state")),
    )
    with op.batch_alter_table("complaint_state", schema=None) as batch_op:
        batch_op.create_index("ix_complaint_state_institution_ordinal", ["institution", "ordinal"], unique=False)
        batch_op.create_index("ix_complaint_state_ordinal", ["ordinal"], unique=False)
        batch_op.create_index("ix_complaint_state_status_ordinal", ["status", "ordinal"], unique=False)

    op.create_table(
        "erased",
        sa.Column("record", sa.String(length=64), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("record", name=op.f("pk_erased")),
    )
    op.create_table(
        "operator_state",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("institution", sa.Text(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("ordinal", sa.BigInteger(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("pending", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("login", sa.Text(), nullable=True),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("levels", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=True),
        sa.Column("keys", sa.Text(), nullable=False),
        sa.Column("ties", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operator_state")),
    )
    op.create_table(
        "roster_state",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("institution", sa.Text(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("ordinal", sa.BigInteger(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("pending", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("drafted_on", sa.Date(), nullable=False),
        sa.Column("drafter", sa.Text(), nullable=False),
        sa.Column("text_sha256", sa.Text(), nullable=False),
        sa.Column("lines_sha256", sa.Text(), nullable=False),
        sa.Column("institutions", sa.BigInteger(), nullable=False),
        sa.Column("added", sa.BigInteger(), nullable=False),
        sa.Column("removed", sa.BigInteger(), nullable=False),
        sa.Column("renamed", sa.BigInteger(), nullable=False),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("sha256", sa.Text(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("link", sa.Text(), nullable=True),
        sa.Column("ref", sa.Text(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("late_by", sa.BigInteger(), nullable=True),
        sa.Column("entered_late", sa.BigInteger(), nullable=False),
        sa.Column("calendar", sa.Text(), nullable=True),
        sa.Column("json_sha256", sa.Text(), nullable=True),
        sa.Column("docx_sha256", sa.Text(), nullable=True),
        sa.Column("html_sha256", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster_state")),
    )
    with op.batch_alter_table("roster_state", schema=None) as batch_op:
        batch_op.create_index(
            "ix_roster_state_is_pending",
            ["id"],
            unique=False,
            sqlite_where=sa.text("pending IS NOT NULL"),
            postgresql_where=sa.text("pending IS NOT NULL"),
        )
        batch_op.create_index("ix_roster_state_ordinal", ["ordinal"], unique=False)

    op.create_table(
        "sealed_key",
        sa.Column("record", sa.String(length=64), nullable=False),
        sa.Column("key_id", sa.String(length=16), nullable=False),
        sa.Column("nonce", sa.LargeBinary(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("record", name=op.f("pk_sealed_key")),
    )
    with op.batch_alter_table("sealed_key", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sealed_key_key_id"), ["key_id"], unique=False)

    op.create_table(
        "sealed_marks",
        sa.Column("record", sa.String(length=32), nullable=False),
        sa.Column("key_id", sa.String(length=16), nullable=False),
        sa.Column("nonce", sa.LargeBinary(), nullable=False),
        sa.Column("marks", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("record", "key_id", name=op.f("pk_sealed_marks")),
    )
    op.create_table(
        "signed_head",
        sa.Column("entries", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("entries", "key", name=op.f("pk_signed_head")),
    )

    # Written by hand: what was tried in vain is on the audit list, so the condition of its index is another.
    op.drop_index("ix_journal_is_marked", table_name="journal")
    fields = ("entered_late", "skip_reason", "deviation_reason", "urgent")
    kinds = "kind IN ('complaint.reveal', 'attach.open', 'attempt.refused')"
    lite = (f"json_extract(body, '$.fields.{field}') IS NOT NULL" for field in fields)
    server = (f"(body::jsonb -> 'fields' ->> '{field}') IS NOT NULL" for field in fields)
    op.create_index(
        "ix_journal_is_marked",
        "journal",
        ["seq"],
        unique=False,
        sqlite_where=sa.text(" OR ".join([kinds, *lite])),
        postgresql_where=sa.text(" OR ".join([kinds, *server])),
    )
