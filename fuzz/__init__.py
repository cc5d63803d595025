"""Fuzzing: bytes in, a report out. `docs/fuzzing.md` says how to run it and what it looks for."""
