"""Practice."""

import sqlalchemy as sa
from alembic import op

from db.tables.types import Instant

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_table("agreement_state")
    op.drop_table("application_state")
    op.drop_table("case_state")
    op.drop_table("complaint_state")
    op.drop_table("event_state")
    op.drop_table("finding_state")
    op.drop_table("inspection_state")
    op.drop_table("institution_state")
    op.drop_table("measure_state")
    op.drop_table("operator_state")
    op.create_table(
        "agreement_state",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("institution", sa.Text(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("ordinal", sa.BigInteger(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("pending", sa.Text(), nullable=True),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("template", sa.Text(), nullable=True),
        sa.Column("clauses", sa.Text(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end", sa.Text(), nullable=True),
        sa.Column("ended_by", sa.Text(), nullable=True),
        sa.Column("renewal_filed_on", sa.Date(), nullable=True),
        sa.Column("renewal", sa.Text(), nullable=True),
        sa.Column("renewal_decided_on", sa.Date(), nullable=True),
        sa.Column("renewal_assessment", sa.Text(), nullable=True),
        sa.Column("service_address", sa.Text(), nullable=True),
        sa.Column("electronic", sa.Boolean(), nullable=False),
        sa.Column("stays", sa.Text(), nullable=False),
        sa.Column("stayed_from", sa.Date(), nullable=True),
        sa.Column("stayed_until", sa.Date(), nullable=True),
        sa.Column("bar_stays", sa.Text(), nullable=False),
        sa.Column("bar_set_aside", sa.Text(), nullable=True),
        sa.Column("bar_ends", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_state")),
    )
    with op.batch_alter_table("agreement_state", schema=None) as batch_op:
        batch_op.create_index("ix_agreement_state_institution_id", ["institution", "id"], unique=False)
        batch_op.create_index(
            "ix_agreement_state_is_renewal",
            ["renewal_decided_on"],
            unique=False,
            sqlite_where=sa.text("renewal_decided_on IS NOT NULL"),
            postgresql_where=sa.text("renewal_decided_on IS NOT NULL"),
        )
        batch_op.create_index("ix_agreement_state_until_id", ["until", "id"], unique=False)

    op.create_table(
        "application_state",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("institution", sa.Text(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("ordinal", sa.BigInteger(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("pending", sa.Text(), nullable=True),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("filed_on", sa.Date(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("refusal", sa.Text(), nullable=True),
        sa.Column("bar", sa.Text(), nullable=True),
        sa.Column("bars", sa.Text(), nullable=False),
        sa.Column("set_aside", sa.Text(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_state")),
    )
    with op.batch_alter_table("application_state", schema=None) as batch_op:
        batch_op.create_index("ix_application_state_institution_ordinal", ["institution", "ordinal"], unique=False)
        batch_op.create_index("ix_application_state_ordinal", ["ordinal"], unique=False)

    op.create_table(
        "case_state",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("institution", sa.Text(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("ordinal", sa.BigInteger(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("pending", sa.Text(), nullable=True),
        sa.Column("lead", sa.Text(), nullable=False),
        sa.Column("second", sa.Text(), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("complaints", sa.Text(), nullable=False),
        sa.Column("inspections", sa.Text(), nullable=False),
        sa.Column("events", sa.Text(), nullable=False),
        sa.Column("bills", sa.Text(), nullable=False),
        sa.Column("still_held", sa.BigInteger(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("close_reason", sa.Text(), nullable=True),
        sa.Column("conclusion", sa.Text(), nullable=True),
        sa.Column("origin", sa.Text(), nullable=True),
        sa.Column("limit_on", sa.Date(), nullable=True),
        sa.Column("extensions", sa.Text(), nullable=False),
        sa.Column("archive_no", sa.Text(), nullable=True),
        sa.Column("archived_on", sa.Date(), nullable=True),
        sa.Column("office", sa.Text(), nullable=True),
        sa.Column("handover", sa.Text(), nullable=True),
        sa.Column("surveys", sa.Text(), nullable=False),
        sa.Column("former", sa.Text(), nullable=False),
        sa.Column("handed_on", sa.Date(), nullable=True),
        sa.Column("owed", sa.Text(), nullable=False),
        sa.Column("payments", sa.Text(), nullable=False),
        sa.Column("reviews", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_state")),
    )
    with op.batch_alter_table("case_state", schema=None) as batch_op:
        batch_op.create_index("ix_case_state_institution_ordinal", ["institution", "ordinal"], unique=False)
        batch_op.create_index(
            "ix_case_state_is_handed",
            ["id"],
            unique=False,
            sqlite_where=sa.text("handed_on IS NOT NULL"),
            postgresql_where=sa.text("handed_on IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_case_state_is_offered",
            ["id"],
            unique=False,
            sqlite_where=sa.text("handover IS NOT NULL"),
            postgresql_where=sa.text("handover IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_case_state_is_open",
            ["id"],
            unique=False,
            sqlite_where=sa.text("closed_on IS NULL"),
            postgresql_where=sa.text("closed_on IS NULL"),
        )
        batch_op.create_index(
            "ix_case_state_is_pending",
            ["id"],
            unique=False,
            sqlite_where=sa.text("pending IS NOT NULL"),
            postgresql_where=sa.text("pending IS NOT NULL"),
        )
        batch_op.create_index("ix_case_state_ordinal", ["ordinal"], unique=False)

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
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_state")),
    )
    with op.batch_alter_table("complaint_state", schema=None) as batch_op:
        batch_op.create_index("ix_complaint_state_institution_ordinal", ["institution", "ordinal"], unique=False)
        batch_op.create_index("ix_complaint_state_ordinal", ["ordinal"], unique=False)
        batch_op.create_index("ix_complaint_state_status_ordinal", ["status", "ordinal"], unique=False)

    op.create_table(
        "delegation_state",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("institution", sa.Text(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("ordinal", sa.BigInteger(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("pending", sa.Text(), nullable=True),
        sa.Column("principal", sa.Text(), nullable=False),
        sa.Column("principal_person", sa.Text(), nullable=False),
        sa.Column("to", sa.Text(), nullable=False),
        sa.Column("to_person", sa.Text(), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("levels", sa.Text(), nullable=False),
        sa.Column("given_by", sa.Text(), nullable=True),
        sa.Column("given_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegation_state")),
    )
    with op.batch_alter_table("delegation_state", schema=None) as batch_op:
        batch_op.create_index("ix_delegation_state_ordinal", ["ordinal"], unique=False)
        batch_op.create_index("ix_delegation_state_principal_person_until", ["principal_person", "until"], unique=False)
        batch_op.create_index("ix_delegation_state_to_person_until", ["to_person", "until"], unique=False)

    op.create_table(
        "dispute_state",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("institution", sa.Text(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("ordinal", sa.BigInteger(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("pending", sa.Text(), nullable=True),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("filed_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("stays", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("effective", sa.Date(), nullable=True),
        sa.Column("carried_out_on", sa.Date(), nullable=True),
        sa.Column("outcome_no", sa.Text(), nullable=True),
        sa.Column("outcome_reason", sa.Text(), nullable=True),
        sa.Column("changes", sa.Text(), nullable=True),
        sa.Column("terms", sa.Text(), nullable=True),
        sa.Column("term", sa.Text(), nullable=True),
        sa.Column("extended_to", sa.Date(), nullable=True),
        sa.Column("remake_by", sa.Date(), nullable=True),
        sa.Column("procedural", sa.Boolean(), nullable=False),
        sa.Column("applications", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispute_state")),
    )
    with op.batch_alter_table("dispute_state", schema=None) as batch_op:
        batch_op.create_index("ix_dispute_state_institution_ordinal", ["institution", "ordinal"], unique=False)
        batch_op.create_index(
            "ix_dispute_state_is_pending",
            ["id"],
            unique=False,
            sqlite_where=sa.text("pending IS NOT NULL"),
            postgresql_where=sa.text("pending IS NOT NULL"),
        )
        batch_op.create_index("ix_dispute_state_ordinal", ["ordinal"], unique=False)
        batch_op.create_index("ix_dispute_state_target_ordinal", ["target", "ordinal"], unique=False)

    op.create_table(
        "event_state",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("institution", sa.Text(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("ordinal", sa.BigInteger(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("pending", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("happened", sa.Date(), nullable=False),
        sa.Column("learned", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("case", sa.Text(), nullable=True),
        sa.Column("authority", sa.Text(), nullable=True),
        sa.Column("doc_no", sa.Text(), nullable=True),
        sa.Column("penalty", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_state")),
    )
    op.create_table(
        "finding_state",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("institution", sa.Text(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("ordinal", sa.BigInteger(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("pending", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("case", sa.Text(), nullable=True),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("provision", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("found_on", sa.Date(), nullable=False),
        sa.Column("departments", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("conduct_from", sa.Date(), nullable=True),
        sa.Column("conduct_to", sa.Date(), nullable=True),
        sa.Column("bills", sa.Text(), nullable=False),
        sa.Column("doc_no", sa.Text(), nullable=True),
        sa.Column("determined", sa.Date(), nullable=True),
        sa.Column("provision_key", sa.Text(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding_state")),
    )
    with op.batch_alter_table("finding_state", schema=None) as batch_op:
        batch_op.create_index("ix_finding_state_institution_ordinal", ["institution", "ordinal"], unique=False)
        batch_op.create_index("ix_finding_state_provision_key_case", ["provision_key", "case"], unique=False)
        batch_op.create_index("ix_finding_state_source_ordinal", ["source", "ordinal"], unique=False)

    op.create_table(
        "history_state",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("institution", sa.Text(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("ordinal", sa.BigInteger(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("pending", sa.Text(), nullable=True),
        sa.Column("to", sa.Text(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("rows", sa.BigInteger(), nullable=False),
        sa.Column("known_at", Instant(), nullable=False),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_history_state")),
    )
    op.create_table(
        "inspection_state",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("institution", sa.Text(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("ordinal", sa.BigInteger(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("pending", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("plan_by", sa.Date(), nullable=True),
        sa.Column("inspectors", sa.Text(), nullable=False),
        sa.Column("participants", sa.Text(), nullable=False),
        sa.Column("notice_no", sa.Text(), nullable=True),
        sa.Column("unannounced", sa.Boolean(), nullable=False),
        sa.Column("credentials", sa.Boolean(), nullable=False),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("time_from", sa.Text(), nullable=True),
        sa.Column("time_to", sa.Text(), nullable=True),
        sa.Column("samples", sa.Text(), nullable=False),
        sa.Column("records", sa.Text(), nullable=False),
        sa.Column("signed", sa.Text(), nullable=True),
        sa.Column("signed_by", sa.Text(), nullable=True),
        sa.Column("not_signed_why", sa.Text(), nullable=True),
        sa.Column("witness", sa.Text(), nullable=True),
        sa.Column("confirmation", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("case", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection_state")),
    )
    with op.batch_alter_table("inspection_state", schema=None) as batch_op:
        batch_op.create_index("ix_inspection_state_institution_ordinal", ["institution", "ordinal"], unique=False)
        batch_op.create_index("ix_inspection_state_ordinal", ["ordinal"], unique=False)

    op.create_table(
        "institution_state",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("institution", sa.Text(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("ordinal", sa.BigInteger(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("pending", sa.Text(), nullable=True),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("names", sa.Text(), nullable=False),
        sa.Column("services", sa.Text(), nullable=False),
        sa.Column("departments", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=True),
        sa.Column("district", sa.Text(), nullable=True),
        sa.Column("licence", sa.Text(), nullable=True),
        sa.Column("no_code_reason", sa.Text(), nullable=True),
        sa.Column("successor", sa.Text(), nullable=True),
        sa.Column("succeeded_on", sa.Date(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("licence_until", sa.Date(), nullable=True),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_institution_state")),
    )
    with op.batch_alter_table("institution_state", schema=None) as batch_op:
        batch_op.create_index(
            "ix_institution_state_is_successor",
            ["successor"],
            unique=False,
            sqlite_where=sa.text("successor IS NOT NULL"),
            postgresql_where=sa.text("successor IS NOT NULL"),
        )
        batch_op.create_index("ix_institution_state_licence", ["licence"], unique=False)
        batch_op.create_index("ix_institution_state_name_id", ["name", "id"], unique=False)

    op.create_table(
        "measure_state",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("institution", sa.Text(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("ordinal", sa.BigInteger(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("pending", sa.Text(), nullable=True),
        sa.Column("case", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("takes_effect", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("proposed_on", sa.Date(), nullable=False),
        sa.Column("proposer", sa.Text(), nullable=False),
        sa.Column("proposer_person", sa.Text(), nullable=False),
        sa.Column("services", sa.Text(), nullable=False),
        sa.Column("departments", sa.Text(), nullable=False),
        sa.Column("bills", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("skip_reason", sa.Text(), nullable=True),
        sa.Column("ground", sa.Text(), nullable=True),
        sa.Column("ground_clause", sa.Text(), nullable=True),
        sa.Column("source_kind", sa.Text(), nullable=True),
        sa.Column("nature", sa.Text(), nullable=True),
        sa.Column("as_objective", sa.Text(), nullable=True),
        sa.Column("end_kind", sa.Text(), nullable=True),
        sa.Column("agreement_clause", sa.Text(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("effective", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("rectify_by", sa.Date(), nullable=True),
        sa.Column("inpatients", sa.BigInteger(), nullable=True),
        sa.Column("noticed", sa.Text(), nullable=True),
        sa.Column("notice_on", sa.Date(), nullable=True),
        sa.Column("defence", sa.Text(), nullable=True),
        sa.Column("defence_on", sa.Date(), nullable=True),
        sa.Column("defence_text", sa.Text(), nullable=True),
        sa.Column("adopted", sa.Text(), nullable=True),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("decided_for", sa.Text(), nullable=True),
        sa.Column("served_on", sa.Date(), nullable=True),
        sa.Column("service_method", sa.Text(), nullable=True),
        sa.Column("in_force_from", sa.Date(), nullable=True),
        sa.Column("recheck", sa.Text(), nullable=True),
        sa.Column("recheck_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end", sa.Text(), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=True),
        sa.Column("publication", sa.Text(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("link", sa.Text(), nullable=True),
        sa.Column("late_by", sa.BigInteger(), nullable=True),
        sa.Column("entered_late", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=True),
        sa.Column("urgent", sa.Text(), nullable=True),
        sa.Column("lapses_on", sa.Date(), nullable=True),
        sa.Column("notice_no", sa.Text(), nullable=True),
        sa.Column("decision_no", sa.Text(), nullable=True),
        sa.Column("problems", sa.Text(), nullable=False),
        sa.Column("extensions", sa.Text(), nullable=False),
        sa.Column("report_on", sa.Date(), nullable=True),
        sa.Column("appointed_on", sa.Date(), nullable=True),
        sa.Column("appointed_at", sa.Text(), nullable=True),
        sa.Column("talks", sa.Text(), nullable=False),
        sa.Column("served", sa.Text(), nullable=False),
        sa.Column("patients", sa.Text(), nullable=False),
        sa.Column("undecided", sa.BigInteger(), nullable=False),
        sa.Column("staff", sa.Text(), nullable=False),
        sa.Column("provisions", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=True),
        sa.Column("recurring", sa.Boolean(), nullable=False),
        sa.Column("precedents", sa.Text(), nullable=False),
        sa.Column("deviation_reason", sa.Text(), nullable=True),
        sa.Column("ordered_no", sa.Text(), nullable=True),
        sa.Column("ordered_until", sa.Date(), nullable=True),
        sa.Column("sent_to", sa.Text(), nullable=True),
        sa.Column("letter_no", sa.Text(), nullable=True),
        sa.Column("receipt", sa.Text(), nullable=True),
        sa.Column("receipt_on", sa.Date(), nullable=True),
        sa.Column("answer_no", sa.Text(), nullable=True),
        sa.Column("fine", sa.BigInteger(), nullable=True),
        sa.Column("stays", sa.Text(), nullable=False),
        sa.Column("stayed_from", sa.Date(), nullable=True),
        sa.Column("stayed_until", sa.Date(), nullable=True),
        sa.Column("set_aside", sa.Text(), nullable=True),
        sa.Column("unlawful", sa.Text(), nullable=True),
        sa.Column("bar_stays", sa.Text(), nullable=False),
        sa.Column("bar_set_aside", sa.Text(), nullable=True),
        sa.Column("bar_ends", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure_state")),
    )
    with op.batch_alter_table("measure_state", schema=None) as batch_op:
        batch_op.create_index("ix_measure_state_case_ordinal", ["case", "ordinal"], unique=False)
        batch_op.create_index("ix_measure_state_institution_ordinal", ["institution", "ordinal"], unique=False)
        batch_op.create_index(
            "ix_measure_state_is_open",
            ["kind"],
            unique=False,
            sqlite_where=sa.text('"end" IS NULL'),
            postgresql_where=sa.text('"end" IS NULL'),
        )
        batch_op.create_index(
            "ix_measure_state_is_pending",
            ["kind"],
            unique=False,
            sqlite_where=sa.text("pending IS NOT NULL"),
            postgresql_where=sa.text("pending IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_measure_state_is_unlisted",
            ["kind"],
            unique=False,
            sqlite_where=sa.text("published_on IS NULL"),
            postgresql_where=sa.text("published_on IS NULL"),
        )
        batch_op.create_index("ix_measure_state_kind_stage", ["kind", "stage"], unique=False)
        batch_op.create_index("ix_measure_state_ordinal", ["ordinal"], unique=False)

    op.create_table(
        "office_state",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("institution", sa.Text(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("ordinal", sa.BigInteger(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("pending", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("districts", sa.Text(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_state")),
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
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operator_state")),
    )
    op.create_table(
        "recovery_state",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("institution", sa.Text(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("ordinal", sa.BigInteger(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("pending", sa.Text(), nullable=True),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("case", sa.Text(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("bills", sa.Text(), nullable=False),
        sa.Column("received", sa.Text(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("returned", sa.BigInteger(), nullable=False),
        sa.Column("offset", sa.BigInteger(), nullable=False),
        sa.Column("open", sa.BigInteger(), nullable=False),
        sa.Column("restored", sa.BigInteger(), nullable=False),
        sa.Column("written_off", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("demands", sa.Text(), nullable=False),
        sa.Column("decision_no", sa.Text(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decision_served_on", sa.Date(), nullable=True),
        sa.Column("enforcement", sa.Text(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_state")),
    )
    with op.batch_alter_table("recovery_state", schema=None) as batch_op:
        batch_op.create_index("ix_recovery_state_institution_ordinal", ["institution", "ordinal"], unique=False)
        batch_op.create_index(
            "ix_recovery_state_is_pending",
            ["id"],
            unique=False,
            sqlite_where=sa.text("pending IS NOT NULL"),
            postgresql_where=sa.text("pending IS NOT NULL"),
        )
        batch_op.create_index("ix_recovery_state_measure_ordinal", ["measure", "ordinal"], unique=False)
        batch_op.create_index("ix_recovery_state_ordinal", ["ordinal"], unique=False)

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
        "search_text",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_text")),
    )
    with op.batch_alter_table("search_text", schema=None) as batch_op:
        batch_op.create_index("ix_search_text_subject", ["subject"], unique=True)

    op.create_table(
        "survey_state",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("institution", sa.Text(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("ordinal", sa.BigInteger(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("pending", sa.Text(), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("among", sa.Text(), nullable=False),
        sa.Column("asked", sa.BigInteger(), nullable=False),
        sa.Column("answered", sa.BigInteger(), nullable=False),
        sa.Column("satisfied", sa.BigInteger(), nullable=False),
        sa.Column("score", sa.BigInteger(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("case", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_state")),
    )
    with op.batch_alter_table("survey_state", schema=None) as batch_op:
        batch_op.create_index("ix_survey_state_institution_ordinal", ["institution", "ordinal"], unique=False)
        batch_op.create_index("ix_survey_state_ordinal", ["ordinal"], unique=False)

    op.create_table(
        "task_state",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("institution", sa.Text(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("ordinal", sa.BigInteger(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("pending", sa.Text(), nullable=True),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("zh", sa.Text(), nullable=False),
        sa.Column("en", sa.Text(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("key", sa.Text(), nullable=True),
        sa.Column("person", sa.Text(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("starts", sa.Date(), nullable=True),
        sa.Column("asked_by", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_state")),
    )
    with op.batch_alter_table("task_state", schema=None) as batch_op:
        batch_op.create_index("ix_task_state_about_status", ["about", "status"], unique=False)
        batch_op.create_index("ix_task_state_institution_ordinal", ["institution", "ordinal"], unique=False)
        batch_op.create_index("ix_task_state_ordinal", ["ordinal"], unique=False)
        batch_op.create_index("ix_task_state_status_due", ["status", "due"], unique=False)

    op.create_table(
        "template_state",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("institution", sa.Text(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("ordinal", sa.BigInteger(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("pending", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("clauses", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_template_state")),
    )
    with op.batch_alter_table("journal", schema=None) as batch_op:
        batch_op.create_index(
            "ix_journal_is_marked",
            ["seq"],
            unique=False,
            sqlite_where=sa.text(
                "kind IN ('complaint.reveal', 'attach.open') OR json_extract(body, '$.fields.entered_late') IS NOT NULL OR json_extract(body, '$.fields.skip_reason') IS NOT NULL OR json_extract(body, '$.fields.deviation_reason') IS NOT NULL OR json_extract(body, '$.fields.urgent') IS NOT NULL"
            ),
            postgresql_where=sa.text(
                "kind IN ('complaint.reveal', 'attach.open') OR (body::jsonb -> 'fields' ->> 'entered_late') IS NOT NULL OR (body::jsonb -> 'fields' ->> 'skip_reason') IS NOT NULL OR (body::jsonb -> 'fields' ->> 'deviation_reason') IS NOT NULL OR (body::jsonb -> 'fields' ->> 'urgent') IS NOT NULL"
            ),
        )
