"""Outputs of `aimslint coverage`. Each module here is one, named as `--output-format` calls it.

Such a module has a function `write(coverage, as_of)` that gives the output in pieces.
"""
