"""What stands around the records: settings of editors, a hook, a workflow."""

import json
import shlex
from textwrap import indent

from aimslint.scaffold.places import RECORD_SCHEMA, SCHEMAS, at
from aimslint.scaffold.yaml_text import inline

SETTINGS_SCHEMA = f"{SCHEMAS}/aimslint.schema.json"
EDITOR_SETTINGS = ".vscode/settings.json"
HOOK_FILE = ".pre-commit-config.yaml"
WORKFLOW_FILE = ".github/workflows/aimslint.yml"

CHECKOUT = "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1   # v7.0.1"
SETUP_PYTHON = "actions/setup-python@5fda3b95a4ea91299a34e894583c3862153e4b97   # v7.0.0"

# The last line compares with the commit that a variable holds, if it holds one.
GITHUB_CHECK = """\
aimslint check --output-format github --report markdown="$GITHUB_STEP_SUMMARY" \\
  ${TARGET:+--since="$TARGET"} -- "$AIMS_ROOT"
"""
# GitLab itself compares the reports of two branches, so it needs all findings of each.
GITLAB_REPORT = """\
aimslint check --exit-zero --quiet --output-format gitlab -o gl-code-quality-report.json -- "$AIMS_ROOT"
"""
GITLAB_CHECK = """\
aimslint check \\
  ${CI_MERGE_REQUEST_DIFF_BASE_SHA:+--since="$CI_MERGE_REQUEST_DIFF_BASE_SHA"} -- "$AIMS_ROOT"
"""


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
    where = f" {shlex.quote(_argument(root))}" if root else ""
    return f"""\
repos:
  - repo: local   # runs the aimslint that is installed
    hooks:
      - id: aimslint
        name: aimslint (what this commit adds)
        entry: {inline(f"aimslint check --staged --since HEAD{where}")}
        language: system
        always_run: true
        pass_filenames: false
        require_serial: true
"""


def github_workflow(root: str, install: str) -> str:
    """A workflow that looks at what each pull request adds, and at everything on the main branch and once a week."""
    return f"""\
# Checks the AI management system. A pull request answers for the findings it adds; on the main branch and every Monday,
# for what fell due without a change, all of them count.
name: aimslint
on:
  pull_request:
  push: {{branches: [main, master]}}
  schedule: [{{cron: "30 5 * * 1"}}]
  workflow_dispatch:
permissions: {{}}
concurrency:
  group: aimslint-${{{{ github.ref }}}}
  cancel-in-progress: ${{{{ github.event_name == 'pull_request' }}}}
jobs:
  check:
    name: AI management system
    runs-on: ubuntu-latest
    permissions: {{contents: read}}
    steps:
      - uses: {CHECKOUT}
        with: {{fetch-depth: 0, persist-credentials: false}}   # all of the history, since some rules look at it
      - uses: {SETUP_PYTHON}
        with: {{python-version: "3.13"}}
      - name: Install
        run: python -I -m pip install --quiet "$AIMSLINT"
        env:
          AIMSLINT: {inline(install)}
      - name: Check
        run: |
{indent(GITHUB_CHECK, " " * 10)}\
        env:
          AIMS_ROOT: {inline(_argument(root))}
          TARGET: ${{{{ github.event.pull_request.base.sha }}}}   # empty on other events: everything counts
"""


def gitlab_job(root: str, install: str) -> str:
    """The job to add to `.gitlab-ci.yml`."""
    return f"""\
# Checks the AI management system. A merge request answers for the findings it adds; elsewhere all of them count.
aimslint:
  image: python:3.13-slim
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
    - if: $CI_PIPELINE_SOURCE == "schedule"
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  variables:
    GIT_DEPTH: "0"   # all of the history: to compare with the target, and since some rules look at it
    AIMSLINT: {inline(install)}
    AIMS_ROOT: {inline(_argument(root))}
  before_script:
    - apt-get update -qq && apt-get install -qq git >/dev/null
    - pip install --quiet "$AIMSLINT"
  script:
    - {GITLAB_REPORT}\
    - |
{indent(GITLAB_CHECK, " " * 6)}\
  artifacts:
    when: always
    reports:
      codequality: gl-code-quality-report.json
"""
