"""One module a command; each holds a `command`. The help lists them as aimslint/cli/program.py orders them."""
