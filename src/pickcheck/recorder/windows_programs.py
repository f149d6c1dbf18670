"""Programs and signals as they are on Windows, in a run under the emulated start method ``windows``.

What only Unix has (``ls``, ``grep``, a script with ``#!``) may be on a Windows machine all the same, brought by Git: a run that
starts one is said to be unsure. What Windows' Python refuses by itself is refused. For user code only.
"""

from __future__ import annotations

import os
import signal
import sys

from .limits import limited
from .places import STDLIB, kind_of
from .windows_names import check_name
from .windows_views import Function, lazy, unsure

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType
    from typing import Any

_UNIX = frozenset(
    [
        "ls",
        "cat",
        "cp",
        "mv",
        "rm",
        "ln",
        "pwd",
        "ps",
        "kill",
        "killall",
        "pkill",
        "pgrep",
        "grep",
        "egrep",
        "fgrep",
        "sed",
        "awk",
        "head",
        "tail",
        "wc",
        "cut",
        "tr",
        "uniq",
        "tee",
        "touch",
        "chmod",
        "chown",
        "env",
        "which",
        "uname",
        "id",
        "df",
        "du",
        "free",
        "top",
        "nproc",
        "lscpu",
        "sh",
        "bash",
        "zsh",
        "dash",
        "true",
        "false",
        "sleep",
        "test",
        "seq",
        "xargs",
        "nice",
        "nohup",
        "sudo",
        "su",
        "mount",
        "ifconfig",
        "ip",
        "lsof",
        "apt",
        "apt-get",
        "yum",
        "dnf",
        "brew",
        "systemctl",
        "service",
        "crontab",
        "man",
        "less",
        "vi",
        "nano",
        "make",
        "gcc",
        "cc",
        "clear",
        "date",
        "basename",
        "dirname",
        "readlink",
        "realpath",
        "md5sum",
        "sha256sum",
        "printenv",
        "stty",
        "tput",
        "file",
        "strings",
    ]
)
# Those of Windows have the same names there, in its shell (cmd) or as programs, and do something alike.
_FOLDERS = ("/bin/", "/usr/", "/sbin/", "/opt/", "/etc/")
_NOT_THERE = "which Windows has not"
_OTHERWISE = "which does something else on Windows"


def _program(words: Any, shell: bool) -> str | None:
    """The program that a command begins with; of several with pipes, the first that Windows has not."""
    if isinstance(words, (list, tuple)):
        words = words[0] if words else ""
    if isinstance(words, os.PathLike):
        words = os.fspath(words)
    if type(words) is not str:
        return None
    if not shell:
        return words
    for command in words.replace("&&", "|").replace(";", "|").split("|"):
        name = (command.split() or [""])[0]
        if _is_unix(name):
            return name
    return None


def _is_unix(name: str) -> bool:
    return os.path.basename(name) in _UNIX or _is_script(name)


def _is_script(name: str) -> bool:
    """Whether it is a file of the user's that is started by its first line, which Windows does not read."""
    if "/" not in name:
        return False
    if name.startswith(_FOLDERS) and not os.path.basename(name).startswith("python"):
        return True
    try:
        with open(name, "rb") as file:
            return file.read(2) == b"#!"
    except OSError:
        return False


def _ask(words: Any, shell: bool, frame: FrameType | None) -> None:
    name = _program(words, shell)
    if name is not None and name != sys.executable and _is_unix(name):
        unsure(f"it runs {name}", _NOT_THERE, frame)


# ---------------------------------------------------------------- subprocess


def change_subprocess(subprocess: Any) -> None:
    """``Popen``: what it refuses there (Lib/subprocess.py), and programs that are not there."""
    real = subprocess.Popen.__init__

    def init(self: Any, args: Any, *rest: Any, **options: Any) -> None:
        frame = _user_above(sys._getframe(1))
        if frame is not None:
            _refuse(rest, options)
            _ask(
                options.get("executable") or args,
                bool(options.get("shell")) or (len(rest) > 7 and bool(rest[7])),
                frame,
            )
        real(self, args, *rest, **options)

    for name in ("__module__", "__name__", "__qualname__", "__doc__"):
        setattr(init, name, getattr(real, name))
    init.__wrapped__ = real  # type: ignore[attr-defined]
    subprocess.Popen.__init__ = init


def _refuse(rest: tuple[Any, ...], options: dict[str, Any]) -> None:
    if options.get("preexec_fn") is not None or (len(rest) > 5 and rest[5] is not None):
        error: Exception = ValueError("preexec_fn is not supported on Windows platforms")
        raise limited(error, "popen", "preexec_fn", "", 2)
    if options.get("pass_fds"):
        raise limited(AssertionError("pass_fds not supported on Windows."), "popen", "pass_fds", "", 2)


def _user_above(frame: FrameType | None) -> FrameType | None:
    """The user's frame that a program is started for, by subprocess, os and asyncio alone; None where it is another's."""
    from .windows import by_user

    while frame is not None and kind_of(frame.f_code.co_filename) == STDLIB:
        folder, name = os.path.split(frame.f_code.co_filename)
        if name[:1] == "<" and name != "<frozen os>":
            break
        if name not in ("subprocess.py", "os.py", "<frozen os>") and os.path.basename(folder) != "asyncio":
            return None
        frame = frame.f_back
    return frame if by_user(frame) else None


# ---------------------------------------------------------------- os


def _system(command: Any) -> int:
    if command != "clear":  # whether the screen is cleared makes no difference
        _ask(command, True, sys._getframe(2))
    return os.system(command)  # noqa: S605 - it is the script's own


def _kill(pid: int, sig: int) -> None:
    if pid == os.getpid() or sig not in (signal.SIGTERM, 9):
        unsure(
            f"os.kill with signal {int(sig)}",
            "which ends the process at once there, or reaches others",
            sys._getframe(2),
        )
    os.kill(pid, sig)


def _open(path: Any, flags: int, *args: Any, **kwargs: Any) -> int:
    check_name(path, "w" if flags & os.O_CREAT else "r")
    if isinstance(path, (str, os.PathLike)) and os.path.isdir(path):
        error = PermissionError(13, "Permission denied", os.fspath(path))
        raise limited(error, "posix", "os.open() of a folder", "", 2)
    return os.open(path, flags, *args, **kwargs)


def _waitpid(pid: int, options: int) -> tuple[int, int]:
    unsure("os.waitpid", "which wants a handle there, and no process id", sys._getframe(2))
    return os.waitpid(pid, options)


def _of_os(name: str, body: Any) -> lazy:
    made = Function("os", name, body)
    return lazy(lambda _module: made)


def _replacing(name: str) -> lazy:
    """``exec...``: on Windows another process goes on, and this one ends with status 0 at once."""
    real = getattr(os, name)

    def function(*args: Any, **kwargs: Any) -> Any:
        unsure(f"os.{name}", _OTHERWISE, sys._getframe(2))
        return real(*args, **kwargs)

    return _of_os(name, function)


OF_OS: dict[str, Any] = {
    "system": _of_os("system", _system),
    "open": _of_os("open", _open),
    "kill": _of_os("kill", _kill),
    "waitpid": _of_os("waitpid", _waitpid),
    **{
        name: _replacing(name)
        for name in ("execl", "execle", "execlp", "execlpe", "execv", "execve", "execvp", "execvpe")
    },
}

# ---------------------------------------------------------------- signal and shutil

_SIGNALS = frozenset((2, 4, 8, 11, 15, 21, 22))  # Modules/signalmodule.c, signal_signal_impl, on Windows


def _signal(signalnum: Any, handler: Any) -> Any:
    if isinstance(signalnum, int) and int(signalnum) not in _SIGNALS | {6}:
        raise limited(ValueError("invalid signal value"), "signal", int(signalnum), "", 2)
    return signal.signal(signalnum, handler)


def _made_signal(_module: Any) -> Any:
    return _SIGNAL


def _valid_signals() -> set[Any]:
    return {signal.Signals(n) if n in (2, 4, 8, 11, 15) else n for n in _SIGNALS}


_SIGNAL = Function("signal", "signal", _signal)
OF_SIGNAL: dict[str, Any] = {"signal": lazy(_made_signal), "valid_signals": _valid_signals}


def change_shutil(shutil: Any) -> None:
    """``which``: a program of Unix that is found here."""
    real = shutil.which

    def which(cmd: Any, *args: Any, **kwargs: Any) -> Any:
        from .windows import by_user

        found = real(cmd, *args, **kwargs)
        if found is not None and by_user(sys._getframe(1)):
            _ask(cmd, False, sys._getframe(1))
        return found

    for name in ("__module__", "__name__", "__qualname__", "__doc__"):
        setattr(which, name, getattr(real, name))
    shutil.which = which


# ---------------------------------------------------------------- C


def change_ctypes(ctypes: Any) -> None:
    """``CDLL``: the libraries of Unix."""
    real = ctypes.CDLL.__init__

    def init(self: Any, name: Any = None, *args: Any, **kwargs: Any) -> None:
        from .windows import by_user

        if by_user(sys._getframe(1)):
            unsure(
                f"it loads {name}" if name else "it loads itself as a library", "which is not a DLL", sys._getframe(1)
            )
        real(self, name, *args, **kwargs)

    for attribute in ("__module__", "__name__", "__qualname__", "__doc__"):
        setattr(init, attribute, getattr(real, attribute))
    ctypes.CDLL.__init__ = init


def change_sharedctypes(sharedctypes: Any) -> None:
    """``Value`` and ``Array`` of C's long, which has 32 bits there."""
    ctypes = sys.modules["ctypes"]
    sharedctypes.typecode_to_type.update(l=ctypes.c_int, L=ctypes.c_uint)
