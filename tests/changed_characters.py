"""How often one changed character goes unnoticed, a line a carrier, as docs/damage.md tells.

python tests/changed_characters.py [CASES]
"""

import random
import sys
import tempfile
from collections import Counter
from pathlib import Path

from damages import BASES, member_harmed, outcome
from golden_documents import DOCUMENTS, Golden
from pdf_streams import stream_harmed

SIGNS = b"0123456789ABCDEFGHJKLMNP"


def replace_one(content: bytearray, chance: random.Random) -> None:
    """One character by a digit or a capital letter."""
    content[chance.randrange(len(content))] = chance.choice(SIGNS)


def changed(content: bytes, chance: random.Random) -> bytes:
    """The file, or one part of a zip or PDF, with one character changed."""
    if content.startswith(b"PK"):
        return member_harmed(content, replace_one, chance)
    if content.startswith(b"%PDF"):
        return stream_harmed(content, replace_one, chance)
    worked = bytearray(content)
    replace_one(worked, chance)
    return bytes(worked)


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
            _, whole, digest = outcome(path, golden.kind)
            for seed in range(cases):
                path.write_bytes(changed(content, random.Random(f"{base} {seed}")))
                came, rows, own = outcome(path, golden.kind)
                said = "same" if own == digest else "changed" if rows >= whole else "lost"
                counts[came if came != "silent" else said] += 1
        sys.stdout.write(f"{base:45}{dict(counts)}\n")


if __name__ == "__main__":
    main()
