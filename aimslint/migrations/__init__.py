"""From one format of settings and records to the next, by edits of the texts.

Format 1 is the newest, so there is no migration yet. When a format 2 comes, its migration is a module here with two
functions from a path and a text to edits, and an entry in `MIGRATIONS`; `FORMAT` in `config.py` becomes 2.
"""

from aimslint.migrations.chain import Cannot, Migration, due, migrate_record, migrate_settings, newest_of, version_of

MIGRATIONS: tuple[Migration, ...] = ()
"""Every migration, oldest first."""

__all__ = [
    "MIGRATIONS",
    "Cannot",
    "Migration",
    "due",
    "migrate_record",
    "migrate_settings",
    "newest_of",
    "version_of",
]
