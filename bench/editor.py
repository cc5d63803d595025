"""Measures the language server as an editor feels it.

    python bench/editor.py [--systems 1000] [--rounds 15] [--corpus FOLDER]

A client of ours opens a system of the corpus, types in it and waits. What is measured is on the clock, from the moment
a message was sent to the moment its answer was read, so other work on the machine counts. A corpus is only read; what
aimslint keeps goes into the repository's own `.git/aimslint`.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from tests.editor.client import AS_OF, Client  # noqa: E402 - the one client that there is

TARGETS = {
    "open to first diagnostics, warm": 1000,
    "key to diagnostics of the open file": 100,
    "id renamed to all files that name it": 300,
    "completion of an owner": 50,
}


def main() -> int:
    """Measure and print. Gives the exit code."""
    parser = argparse.ArgumentParser(description="Measure the language server.")
    parser.add_argument("--systems", type=int, default=1000, help="size of the corpus")
    parser.add_argument("--rounds", type=int, default=15, help="how often each thing is measured")
    parser.add_argument("--corpus", type=Path, help="a corpus made before; otherwise one is made and removed")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        corpus = options.corpus
        if corpus is None:
            corpus = Path(folder, "corpus")
            maker = [sys.executable, str(HERE / "make_corpus.py"), str(corpus), "--systems", str(options.systems)]
            subprocess.run(maker, check=True)
        command = [sys.executable, "-m", "aimslint", "check", "--as-of", AS_OF, "--exit-zero"]
        subprocess.run([*command, str(corpus)], check=True, stdout=subprocess.DEVNULL)
        cold = subprocess.run([*command, "--no-cache", str(corpus)], check=True, stdout=subprocess.DEVNULL)
        assert cold.returncode == 0
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        _report(_measured(corpus.resolve(), options.rounds, memory))
    return 0


def _measured(corpus: Path, rounds: int, memory: int) -> dict[str, list[float]]:
    file = next(one for one in sorted((corpus / "governance/systems").glob("*.yaml")) if one.stat().st_size > 1500)
    sound = file.read_text("utf-8")
    lines = sound.split("\n")
    row = next(number for number, line in enumerate(lines) if line.startswith("owner: "))
    wrong = "\n".join([*lines[:row], lines[row].replace("owner: ", "owner: x"), *lines[row + 1 :]])
    found: dict[str, list[float]] = {}

    def since(begun: float, name: str) -> None:
        found.setdefault(name, []).append((perf_counter() - begun) * 1000)

    begun = perf_counter()
    client = Client([corpus])
    client.open(file, wrong)
    client.until_shown(file, bool)
    since(begun, "open to first diagnostics, warm")
    client.settle()
    since(begun, "open to all diagnostics, history too")
    version = 1
    for _ in range(rounds):
        for text in (sound, wrong):
            version += 1
            begun = perf_counter()
            client.type(file, text, version)
            client.until_shown(file, lambda codes, text=text: ("owner-not-a-role" in codes) is (text is wrong))
            since(begun, "key to diagnostics of the open file")
    client.type(file, sound, version + 1)
    client.settle()
    at = {"textDocument": {"uri": file.as_uri()}, "position": {"line": row, "character": 8}}
    for _ in range(rounds):
        begun = perf_counter()
        client.ask("textDocument/completion", at)
        since(begun, "completion of an owner")
    client.type(file, sound.replace(f"\nid: {file.stem}\n", f"\nid: {file.stem}-x\n"), version + 2)
    begun, last = perf_counter(), 0.0
    known = _dangling(client)
    done = client.request("aimslint/settled", None)
    while (message := client._next()).get("id") != done:
        if _dangling(client) != known:
            known, last = _dangling(client), (perf_counter() - begun) * 1000
        assert "error" not in message
    found["id renamed to all files that name it"] = [last]
    status = Path(f"/proc/{client.process.pid}/status")
    if status.exists():
        peak = int(next(line for line in status.read_text().splitlines() if line.startswith("VmHWM")).split()[1])
        print(f"memory: {peak // 1024} MB at most, {peak / memory:.1f} times a cold check; target: at most 3")
    client.leave()
    return found


def _dangling(client: Client) -> set[str]:
    """The files that are told to name what is not there."""
    return {uri for uri, some in client.diagnostics.items() if any(one["code"] == "broken-ref" for one in some)}


def _report(found: dict[str, list[float]]) -> None:
    print(f"{'milliseconds on the clock':<40}{'median (least to most)':<28}target")
    for name, taken in found.items():
        spread = f"{median(taken):.0f} ({min(taken):.0f} to {max(taken):.0f})"
        print(f"{name:<40}{spread:<28}{TARGETS.get(name, '')}")


if __name__ == "__main__":
    sys.exit(main())
