"""Begins things: a whole management system, one record, one entry. Gives texts; writes no file itself."""
