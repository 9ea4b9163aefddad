"""How often one changed character goes unnoticed, a line a carrier, as docs/damage.md tells.

python tests/changed_characters.py [CASES]
"""

import json
import os
import random
import sys
import tempfile
from collections import Counter
from hashlib import sha256
from pathlib import Path

from damages import BASES, member_harmed
from golden_documents import DOCUMENTS, Golden
from reconcile.carriers.opening import open_document
from reconcile.errors import ReconcileError
from reconcile.reading import register, statement

SIGNS = b"0123456789ABCDEFGHJKLMNP"


def replace_one(content: bytearray, chance: random.Random) -> None:
    """One character by a digit or a capital letter."""
    content[chance.randrange(len(content))] = chance.choice(SIGNS)


def changed(content: bytes, chance: random.Random) -> bytes:
    """The file, or one part of a zip, with one character changed."""
    if content.startswith(b"PK"):
        return member_harmed(content, replace_one, chance)
    worked = bytearray(content)
    replace_one(worked, chance)
    return bytes(worked)


def reading_of(path: Path, kind: str) -> tuple[str, int, str]:
    """What it comes to, how many rows it gives and their digest, asked in a process of its own."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
            os.write(writer, json.dumps(_reading(path, kind)).encode())
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as answer:
        told = answer.read()
    os.waitpid(child, 0)
    came, rows, digest = json.loads(told) if told else ("refused", 0, "")
    return came, rows, digest


def _reading(path: Path, kind: str) -> tuple[str, int, str]:
    try:
        reading = (statement.read if kind == "statement" else register.read)(open_document(path))
    except ReconcileError:
        return "refused", 0, ""
    digest = sha256(reading.table.to_csv().encode()).hexdigest()
    return ("told" if reading.problems else "silent"), len(reading.table), digest


def main() -> None:
    """A line a carrier."""
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    for base in BASES:
        golden = Golden.of(DOCUMENTS / base)
        content = (golden.folder / golden.file).read_bytes()
        counts = Counter[str]()
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / golden.file
            path.write_bytes(content)
            _, whole, digest = reading_of(path, golden.kind)
            for seed in range(cases):
                path.write_bytes(changed(content, random.Random(f"{base} {seed}")))
                came, rows, own = reading_of(path, golden.kind)
                said = "same" if own == digest else "changed" if rows >= whole else "lost"
                counts[came if came != "silent" else said] += 1
        sys.stdout.write(f"{base:45}{dict(counts)}\n")


if __name__ == "__main__":
    main()
