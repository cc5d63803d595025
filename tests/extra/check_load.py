"""The sizes that the promise about load names: bounded time and memory, and output that people can use.

Takes minutes. `tests/promises/test_load.py` tries a part of it on every run.
"""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from tests.cli.running import AS_OF, write
from tests.promises.loading import measured

SETTINGS = {"aimslint.yaml": "version: 1\nphase: surveillance\nhistory: {use: none, reason: There is none.}\n"}
MOST_SECONDS, MOST_MEGABYTES, MOST_OUTPUT = 120, 1_000, 2 << 20


def _risks(number: int) -> str:
    entries = "".join(
        f"  - {{id: r-{each}, title: Risk {each}, owner: nobody-{each}, systems: [system-{each}], likelihood: 3}}\n"
        for each in range(number)
    )
    return f"kind: risk_register\nid: risks\nrisks:\n{entries}"


def _projects() -> Iterator[tuple[str, dict[str, str]]]:
    yield "a register of 20,000 risks", {"governance/risks.yaml": _risks(20_000)}
    yield (
        "5,000 systems",
        {
            f"governance/systems/s{each}.yaml": f"kind: ai_system\nid: s-{each}\nname: System {each}\nowner: nobody\n"
            "lifecycle_stage: deployed\nrisk_tier: high\n"
            for each in range(5_000)
        },
    )
    flow = _risks(14_000).replace("\n  - ", ", ").replace("risks:, ", "risks: [", 1).replace("\n", ", ", 2)
    yield "a line of a megabyte", {"governance/risks.yaml": "{" + flow.rstrip() + "]}\n"}


def main() -> int:
    """Try each. Gives 1 when one takes too much, and says which."""
    wrong = []
    for name, files in _projects():
        with tempfile.TemporaryDirectory() as folder:
            write(Path(folder), SETTINGS | files)
            for form in ("full", "concise", "sarif", "markdown"):
                run = measured(Path(folder), "check", "--as-of", AS_OF, "--output-format", form)
                took = f"{run.seconds:.0f} s of a processor, {run.megabytes:.0f} MB, {len(run.output):,} bytes printed"
                sys.stdout.write(f"{name}, {form}: {took}\n")
                least = MOST_OUTPUT if form != "sarif" else 100 << 20
                if run.code != 1 or run.seconds > MOST_SECONDS or run.megabytes > MOST_MEGABYTES:
                    wrong.append(f"{name}, {form}: exit code {run.code}, {took}")
                elif len(run.output) > least:
                    wrong.append(f"{name}, {form}: a flood")
    for each in wrong:
        sys.stderr.write(f"{each}\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
