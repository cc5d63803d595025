"""Outputs of `aimslint requirement`. Each module here is one, named as `--output-format` calls it."""
