"""What typeshed says that Windows lacks."""

from __future__ import annotations

import pytest

from pickcheck.launch.platforms import windows_differences


@pytest.mark.parametrize("minor", [10, 11, 12, 13, 14])
def test_names_and_modules(minor: int) -> None:
    """Of every version that is supported: names that are hidden, modules that are refused, and what is Windows' alone."""
    table = windows_differences((3, minor), "linux")
    assert table.known
    assert {"fork", "getgid", "getuid", "killpg", "sched_getaffinity"} <= set(table.hidden["os"])
    assert {"SIGALRM", "SIGKILL", "SIGUSR1", "setitimer"} <= set(table.hidden["signal"])
    assert {"poll", "epoll"} <= set(table.hidden["select"])
    assert not {"getpid", "getcwd", "kill", "cpu_count"} & set(table.hidden["os"])
    assert not {"SIGINT", "SIGTERM", "signal"} & set(table.hidden["signal"])
    assert {"fcntl", "resource", "pwd", "grp", "termios", "pty", "curses"} <= table.refused.keys()
    assert {"msvcrt", "winreg", "_winapi"} <= set(table.only_modules)
    assert "startfile" in table.only["os"]


def test_a_version_that_is_not_known() -> None:
    """It is said, not guessed."""
    assert not windows_differences((3, 99), "linux").known


def test_what_the_recorder_reads() -> None:
    """Plain values, whose repr can be read again."""
    plain = windows_differences((3, 11), "linux").plain(True)
    assert eval(repr(plain), {"__builtins__": {}}) == plain
    assert plain["emulate"] and "fork" in plain["hidden"]["os"].split()
