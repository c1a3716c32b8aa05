"""Migrations of the schema; only db.upgrade runs them."""
