"""The version of aimslint: the one place where it is written; the build reads this file."""

VERSION = "0.1.0"
