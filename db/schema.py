"""What marks a database as ours, and which shape it has. Light: loaded by every command."""

# In the header of an SQLite file: "jian" in ASCII.
APPLICATION_ID = 0x6A69616E

# Written by the migrations; its presence is what marks a PostgreSQL database.
REVISION_TABLE = "jiandu_schema"

# Every revision in order, oldest first; a revision that is not here was made by a newer program.
REVISIONS = ("0001", "0002", "0003", "0004")

SCHEMA_REVISION = REVISIONS[-1]
