"""Records: one pydantic model a kind, and what the rest must know about them.

To add a kind, add one module to `records/kinds/` and run `make generate`.
"""
