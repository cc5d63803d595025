"""Measures the language server as an editor feels it.

    python bench/editor.py [--systems 1000] [--rounds 15] [--corpus FOLDER]

A client of ours opens a system of the corpus, types in it and waits. What is measured is on the clock, from the moment
a message was sent to the moment its answer was read, so other work on the machine counts. A corpus that is named is
copied, and the copy gets a mistake to be told of. The processor time is that of the server alone, up to that answer.
"""

import argparse
import os
import resource
import shutil
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
    "opened as it was left, to first diagnostics": 1000,
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
        corpus = Path(folder, "corpus").resolve()
        if options.corpus is None:
            maker = [sys.executable, str(HERE / "make_corpus.py"), str(corpus), "--systems", str(options.systems)]
            subprocess.run(maker, check=True)
        else:
            shutil.copytree(options.corpus, corpus, symlinks=True)
        file = next(one for one in sorted((corpus / "governance/systems").glob("*.yaml")) if one.stat().st_size > 1500)
        sound = file.read_text("utf-8")
        file.write_text(sound.replace("\nowner: ", "\nowner: x", 1), "utf-8")
        subprocess.run(["git", "status"], cwd=corpus, check=False, stdout=subprocess.DEVNULL)  # notes what it has seen
        command = [sys.executable, "-m", "aimslint", "check", "--as-of", AS_OF, "--exit-zero"]
        subprocess.run([*command, str(corpus)], check=True, stdout=subprocess.DEVNULL)
        cold = subprocess.run([*command, "--no-cache", str(corpus)], check=True, stdout=subprocess.DEVNULL)
        assert cold.returncode == 0
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        _report(_opened(corpus, file, options.rounds) | _measured(corpus, file, sound, options.rounds, memory))
    return 0


def _opened(corpus: Path, file: Path, rounds: int) -> dict[str, list[float]]:
    """How long it takes to open a folder: what is on disk as it was left, and a file that was changed since."""
    found: dict[str, list[float]] = {}

    def since(begun: float, name: str) -> None:
        found.setdefault(name, []).append((perf_counter() - begun) * 1000)

    left = file.read_text("utf-8")
    for number in range(rounds // 3 + 2):
        begun = perf_counter()
        client = Client([corpus])
        client.open(file, left)
        client.until_shown(file, bool)
        if number == 0:
            client.settle()
            since(begun, "opened after a check, to all diagnostics, history too")
        else:
            since(begun, "opened as it was left, to first diagnostics")
            found.setdefault("  of that, processor time", []).append(_processor(client))
        client.leave()
    for _ in range(rounds // 3 + 1):
        begun = perf_counter()
        client = Client([corpus])
        client.open(file, left + "nothing_known: x\n")
        client.until_shown(file, bool)
        since(begun, "opened and changed, to what the file shows by itself")
        client.until_shown(file, lambda codes: "owner-not-a-role" in codes)
        since(begun, "opened and changed, to all of the open file but history")
        client.leave()
    return found


def _processor(client: Client) -> float:
    """The milliseconds of processor time that the server took so far; 0 where nobody tells."""
    try:
        fields = Path(f"/proc/{client.process.pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def _measured(corpus: Path, file: Path, sound: str, rounds: int, memory: int) -> dict[str, list[float]]:
    wrong = file.read_text("utf-8")
    row = next(number for number, line in enumerate(sound.split("\n")) if line.startswith("owner: "))
    found: dict[str, list[float]] = {}

    def since(begun: float, name: str) -> None:
        found.setdefault(name, []).append((perf_counter() - begun) * 1000)

    client = Client([corpus])
    client.open(file, wrong)
    client.settle()
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
    print(f"{'milliseconds on the clock':<56}{'median (least to most)':<28}target")
    for name, taken in found.items():
        spread = f"{median(taken):.0f} ({min(taken):.0f} to {max(taken):.0f})"
        print(f"{name:<56}{spread:<28}{TARGETS.get(name, '')}")


if __name__ == "__main__":
    sys.exit(main())
