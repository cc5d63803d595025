"""Outputs of `aimslint coverage`. Each module here is one, named as `--output-format` calls it.

Such a module has a function `write(coverage, as_of, earlier)` that gives the output in pieces; `earlier` is None unless
coverage is compared with that of a base.
"""
