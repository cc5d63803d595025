"""A linter for AI management systems (ISO/IEC 42001) that are kept as text in git."""
