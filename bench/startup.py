"""CPU time of `revrise --help`, beside that of a Python that does nothing.

Run: python -m bench.startup. Best of several runs; user and system time of the child.
"""

import resource
import subprocess
import sys

RUNS = 9


def cpu(*command: str) -> float:
    return min(_once(command) for _ in range(RUNS))


def _once(command: tuple[str, ...]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def main() -> float:
    help_ = cpu(sys.executable, "-m", "revrise", "--help")
    nothing = cpu(sys.executable, "-c", "pass")
    print(f"revrise --help: {help_:.3f} s CPU (goal < 0.25), {help_ / nothing:.1f}x a bare Python")
    return help_


if __name__ == "__main__":
    main()
