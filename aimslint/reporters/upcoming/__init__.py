"""Outputs of `aimslint upcoming`. Each module here is one, named as `--output-format` calls it.

Such a module has a function `write(agenda)` that gives the output in pieces.
"""
