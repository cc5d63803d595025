"""Outputs of `aimslint show`. Each module here is one, named as `--output-format` calls it."""
