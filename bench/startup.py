"""CPU time of `revrise --help`, beside that of a Python that does nothing.

Run: python -m bench.startup. Best of several runs; user and system time of the child.
"""

import os
import subprocess
import sys

RUNS = 9


def cpu(*command: str) -> float:
    found = []
    for _ in range(RUNS):
        before = os.times()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        after = os.times()
        user = after.children_user - before.children_user
        found.append(user + after.children_system - before.children_system)
    return min(found)


def main() -> float:
    help_ = cpu(sys.executable, "-m", "revrise", "--help")
    nothing = cpu(sys.executable, "-c", "pass")
    print(f"revrise --help: {help_:.3f} s CPU (goal < 0.25), {help_ / nothing:.1f}x a bare Python")
    return help_


if __name__ == "__main__":
    main()
