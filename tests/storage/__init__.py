"""The database of conversations: the same tests on SQLite and PostgreSQL."""
