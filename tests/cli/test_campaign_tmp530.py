
import pytest, re, traceback
from pathlib import Path
import tests.cli.test_ledgers as T
from tests.cli.test_ledgers import campaign, top
from aimslint.cli.ledgers import Ledgers
import collections
count=collections.Counter(); why=collections.Counter()
import aimslint.aims.part as PT
def init(self,*a):
    f=traceback.extract_stack()[-2]; why[f"{f.filename.split('/')[-1]}:{f.lineno}"]+=1
PT.Beyond.__init__=init
plain=Ledgers._in_part
def counted(self,task,known):
    found=plain(self,task,known)
    count["in part" if found else ("nothing known" if not known else "beyond")]+=1
    return found
Ledgers._in_part=counted
def mutate(top, chance):
    files = sorted(file for file in top.rglob("*.yaml") if ".git" not in file.relative_to(top).parts and "governance" in file.parts)
    if chance.random()<0.4:
        other=sorted(f for f in top.rglob("*") if f.is_file() and ".git" not in f.relative_to(top).parts and f.suffix!=".yaml")
        f=chance.choice(other)
        match chance.randrange(4):
            case 0: f.write_bytes(f.read_bytes()+b"\nmore\n"); return f"{f} more"
            case 1: f.unlink(); return f"{f} gone"
            case 2: (f.parent/f"new-{chance.randrange(99)}.py").write_bytes(b"x"); return f"beside {f}"
            case 3:
                import subprocess
                subprocess.run(["git","-C",str(top),"checkout","-q","HEAD","--","docs","services"],capture_output=True); return "restored"
    file = chance.choice(files)
    text=file.read_text(); lines=text.split("\n")
    for _ in range(30):
        spot=chance.randrange(len(lines)); was=lines[spot]
        match chance.randrange(7):
            case 0: lines.insert(0,"# above")
            case 1: lines[spot] = re.sub(r"20\d\d-\d\d-\d\d", f"20{chance.randrange(20, 29)}-0{chance.randrange(1, 9)}-15", was)
            case 2: lines[spot] = re.sub(r": (retired|deployed|draft|approved|high|low|design|closed|living|pilot|open|in_review|idea)$", lambda m: ": "+chance.choice(["retired","deployed","draft","approved","high","low","design","closed"]), was)
            case 3:
                if not re.match(r"(id|kind|- id)", was.strip()): lines[spot] = re.sub(r": [\w-]+$", f": {T.one_id(chance.choice(files).read_text().split(chr(10)), chance)}", was)
            case 4: lines[spot] = re.sub(r"(title|name|description|summary): .*", lambda m: f"{m[1]}: Words {chance.randrange(99)}", was)
            case 5:
                if not re.match(r"(- )?(id|kind):", was.strip()): lines[spot] = re.sub(r"\b(yes|true|no|false|\d+)$", lambda m: chance.choice(["true","false","3","1"]), was)
            case 6:
                if re.match(r" *[a-z_]+: [^\[{]+$", was) and not re.match(r" *(- )?(id|kind):", was): lines.pop(spot)
        if "\n".join(lines)!=text: break
    file.write_text("\n".join(lines))
    return f"{file.relative_to(top)}: {was!r} -> {lines[spot] if spot<len(lines) else None!r}"
@pytest.fixture(autouse=True)
def mild(monkeypatch): monkeypatch.setattr(T,"mutate",mutate)
@pytest.mark.parametrize("seed", range(530,538))
def test_c(top: Path, seed: int) -> None:
    campaign(top, seed, 10)
    print(dict(count), why.most_common(12))
