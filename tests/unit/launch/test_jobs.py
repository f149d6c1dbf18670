"""Job objects of Windows; elsewhere there are none and nothing is done."""

from __future__ import annotations

import subprocess
import sys
import time

import psutil
import pytest

from pickcheck.launch import jobs

STARTS = "import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']).pid"


@pytest.mark.skipif(sys.platform != "win32", reason="there are job objects on Windows only")
def test_what_a_process_left_behind_is_ended() -> None:
    """A child whose parent has ended is in the job still, and ends with it."""
    process = subprocess.Popen([sys.executable, "-c", f"import time; time.sleep(1); {STARTS}"])
    jobs.enclose(process)
    process.wait(60)
    left = jobs.members(process)
    assert len(left) == 1 and psutil.pid_exists(left[0])
    jobs.terminate(process)
    deadline = time.monotonic() + 20
    while jobs.members(process) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert jobs.members(process) == []
    jobs.release(process)


@pytest.mark.skipif(sys.platform == "win32", reason="about platforms without job objects")
def test_elsewhere_nothing_is_done() -> None:
    """No job, no members, and ending it ends nothing."""
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) as process:
        jobs.enclose(process)
        assert jobs.members(process) == []
        jobs.terminate(process)
        jobs.release(process)
        assert process.poll() is None
        process.kill()
