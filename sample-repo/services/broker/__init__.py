"""Pre-check for brokers: likely, unsure or unlikely, with reasons."""
