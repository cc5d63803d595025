"""What stands around the records: settings of editors, a hook, a workflow."""

import json
import shlex

from aimslint.scaffold.places import RECORD_SCHEMA, SCHEMAS, at
from aimslint.scaffold.yaml_text import inline

SETTINGS_SCHEMA = f"{SCHEMAS}/aimslint.schema.json"
EDITOR_SETTINGS = ".vscode/settings.json"
HOOK_FILE = ".pre-commit-config.yaml"
WORKFLOW_FILE = ".github/workflows/aimslint.yml"


def compact(schema: str) -> str:
    """A JSON Schema without the white space that nobody reads in a copy."""
    return json.dumps(json.loads(schema), ensure_ascii=False, separators=(",", ":")) + "\n"


def editor_settings(root: str) -> str:
    """The settings of VS Code that give each file below the AIMS root its schema."""
    files = [at(root, pattern) for pattern in ("governance/**/*.yaml", "governance/**/*.yml", "**/*.aims.yaml")]
    schemas = {at(root, RECORD_SCHEMA): files, at(root, SETTINGS_SCHEMA): [at(root, "aimslint.yaml")]}
    return json.dumps({"yaml.schemas": schemas}, indent=2, ensure_ascii=False) + "\n"


def _argument(root: str) -> str:
    """The root as a word of a command, which must not look like an option."""
    return f"./{root}" if root.startswith("-") else root or "."


def hook(root: str) -> str:
    """The file `.pre-commit-config.yaml`; from its second line on, what to add to one that is there."""
    command = inline(f"aimslint check --staged {shlex.quote(_argument(root))}" if root else "aimslint check --staged")
    return f"""\
repos:
  - repo: local   # runs the aimslint that is installed
    hooks:
      - id: aimslint
        name: aimslint
        entry: {command}
        language: system
        always_run: true
        pass_filenames: false
        require_serial: true
"""


def github_workflow(root: str, install: str) -> str:
    """A workflow that checks every pull request, and once a week what has fallen due."""
    return f"""\
# Checks the AI management system: on every change, and every Monday, for records fall due without one.
name: aimslint
on:
  push: {{branches: [main, master]}}
  pull_request:
  schedule: [{{cron: "30 5 * * 1"}}]
permissions: {{contents: read}}
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683   # v4.2.2
        with: {{persist-credentials: false}}
      - uses: actions/setup-python@a26af69be951a213d495a4c3e4e4022e16d87065   # v5.6.0
        with: {{python-version: "3.13"}}
      - run: pip install "$AIMSLINT"
        env:
          AIMSLINT: {inline(install)}
      - run: aimslint check "$AIMS_ROOT"
        env:
          AIMS_ROOT: {inline(_argument(root))}
"""


def gitlab_job(root: str, install: str) -> str:
    """The job to add to `.gitlab-ci.yml`."""
    return f"""\
aimslint:
  image: python:3.13-slim
  variables:
    AIMSLINT: {inline(install)}
    AIMS_ROOT: {inline(_argument(root))}
  before_script:
    - apt-get update -qq && apt-get install -qq git
    - pip install "$AIMSLINT"
  script:
    - aimslint check "$AIMS_ROOT"
"""
