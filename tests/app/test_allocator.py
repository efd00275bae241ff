"""app.allocator: free memory goes back to the system."""

import subprocess
import sys

PROGRAM = """
from app.allocator import give_back
from pathlib import Path

def anonymous():
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Anonymous:")) // 1024

pieces = [bytes(8192) for _ in range(5000)]
kept = pieces[::100]
full = anonymous()
del pieces
give_back()
print(full - anonymous())
"""


def test_what_lies_between_pieces_in_use_is_given_back() -> None:
    """40 MiB in pieces, of which every hundredth stays in use."""
    ran = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", PROGRAM], capture_output=True, check=True, text=True
    )
    assert int(ran.stdout) > 10
