"""Every table at once, for those who make or compare whole databases."""

from sqlalchemy import MetaData

# Imported for the tables they hang on the metadata.
from db.tables import blobs as blobs
from db.tables import heads as heads
from db.tables import journal as journal
from db.tables import marks as marks
from db.tables import metadata
from db.tables import sealed as sealed
from db.tables import search as search
from db.tables.journal import add_partial_index
from db.tables.state import all_state_tables


def complete_metadata() -> MetaData:
    """The metadata with all tables and indexes on it: state tables are only made when first asked for."""
    for table in all_state_tables():
        table.add_partial_indexes()
    add_partial_index()
    return metadata
