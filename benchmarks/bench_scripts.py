"""What the recorder costs a script: whole-process wall time, recorded against plain, run in turn.

Beside it stands the ratio of processor times, of all the run's processes: on a busy machine that says more.

    python benchmarks/bench_scripts.py [--runs N] [--python PATH]

Each figure is a ratio of medians to plain Python in the same run; the spread of the pairs' ratios stands beside it.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

from pickcheck.launch import interpreters, launcher, lookup, settings
from pickcheck.model import Target

HERE = Path(__file__).parent / "scripts"
# Script, start method, the most that the ratio may be.
CASES = [
    ("queue_messages.py", "fork", 1.10), ("pool_map.py", "fork", 1.10), ("compute.py", "fork", 1.03),
    ("queue_messages.py", "windows", 1.15), ("pool_map.py", "windows", 1.15), ("compute.py", "windows", 1.15),
    ("state_reads.py", "fork", 1.10), ("state_reads.py", "spawn", 1.15),
]  # fmt: skip
# The emulated Windows is compared with plain spawn; the start method is the interpreter's own default in the first process.
PLAIN_METHOD = {"fork": "fork", "spawn": "spawn", "windows": "spawn"}
SITE = """
import os
method = os.environ.pop("PLAIN_METHOD", None)
if method:
    from multiprocessing import context
    context._default_context._default_context = context._concrete_contexts[method]
"""


def seconds(command: list[str], env: dict[str, str]) -> tuple[float, float]:
    """Wall time of one process; processor time of it and of all that it waited for."""
    started, before = time.perf_counter(), processor()
    subprocess.run(command, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - started, processor() - before


def processor() -> float:
    """Seconds of all processes below this one that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def compare(
    name: str, plain: list[str], other: list[str], env: dict[str, str], runs: int, most: float,
    plain_env: dict[str, str] | None = None,
) -> bool:  # fmt: skip
    """Run both in turn and print the ratio; whether it is at most ``most``."""
    plain_env = plain_env or dict(os.environ)
    seconds(plain, plain_env), seconds(other, env)
    pairs = [(seconds(plain, plain_env), seconds(other, env)) for _ in range(runs)]
    medians = [statistics.median(wall for wall, _ in side) for side in zip(*pairs, strict=True)]
    ratios = sorted(b[0] / a[0] for a, b in pairs)
    ratio = medians[1] / medians[0]
    cpu = statistics.median(b[1] for _, b in pairs) / (statistics.median(a[1] for a, _ in pairs) or 1)
    print(
        f"{name:28} plain {medians[0]:7.3f} s   ratio {ratio:5.3f}   pairs {ratios[0]:.3f} to {ratios[-1]:.3f}"
        f"   processor {cpu:5.3f}   at most {most}{'' if ratio <= most else '   MISSED'}",
        flush=True,
    )
    return ratio <= most


def main() -> int:
    """All cases; exit status 1 when one misses its bound."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--python", default=sys.executable)
    words = parser.parse_args()
    fine = True
    folder = launcher.new_folder()
    for script, method, most in CASES:
        target = Target(str(HERE / script))
        interpreter = interpreters.inspect(lookup.find(words.python), target, folder)
        control = launcher.new_control_folder(folder)
        env = settings.environment(control, method, interpreter, target)
        command = settings.command(target, interpreter)
        (folder / "site").mkdir(exist_ok=True)
        (folder / "site" / "sitecustomize.py").write_text(SITE, encoding="utf-8")
        site = {**os.environ, "PYTHONPATH": str(folder / "site"), "PLAIN_METHOD": PLAIN_METHOD[method]}
        fine &= compare(f"{script} ({method})", command, command, env, words.runs, most, site)
    launcher.remove(folder)
    env = dict(os.environ)
    plain = [sys.executable, "-c", "pass"]
    fine &= compare(
        "pickcheck --version", plain, [str(Path(sys.executable).with_name("pickcheck")), "--version"], env, 15, 3.0
    )
    started = [sys.executable, "-c", "import pickcheck"]
    fine &= compare("import pickcheck", plain, started, env, 15, 1.0 + 0.005 / seconds(plain, env)[0])
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
