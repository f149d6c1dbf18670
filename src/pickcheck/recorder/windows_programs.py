"""Programs that are started, as on Windows, in a run under the emulated start method ``windows``.

What only Unix has (``ls``, ``grep``, a script with ``#!``) may be on a Windows machine all the same, brought by Git: a run that
starts one is said to be unsure. What Windows' Python refuses by itself is refused. For user code only.
"""

from __future__ import annotations

import os
import sys

from .limits import limited
from .places import STDLIB, kind_of
from .windows_views import Function, like, unsure

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType
    from typing import Any

# But for those (echo, find, sort) that Windows has by the same names, in its shell or as programs.
_UNIX = frozenset(
    [
        "ls", "cat", "cp", "mv", "rm", "ln", "pwd", "ps", "kill", "killall", "pkill", "pgrep", "grep", "egrep",
        "fgrep", "sed", "awk", "head", "tail", "wc", "cut", "tr", "uniq", "tee", "touch", "chmod", "chown", "env",
        "which", "uname", "id", "df", "du", "free", "top", "nproc", "lscpu", "sh", "bash", "zsh", "dash", "true",
        "false", "sleep", "test", "seq", "xargs", "nice", "nohup", "sudo", "su", "mount", "ifconfig", "ip", "lsof",
        "apt", "apt-get", "yum", "dnf", "brew", "systemctl", "service", "crontab", "man", "less", "vi", "nano",
        "make", "gcc", "cc", "clear", "date", "basename", "dirname", "readlink", "realpath", "md5sum", "sha256sum",
        "python3", "python2", *(f"python3.{n}" for n in range(6, 20)), "printenv", "stty", "tput", "file", "strings",
    ]
)  # fmt: skip
_FOLDERS = ("/bin/", "/usr/", "/sbin/", "/opt/", "/etc/")
# What a shell of Unix reads otherwise than that of Windows.
_OF_SHELL = ("$", "`", "'", ";", "/dev/")
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
    if any(sign in words for sign in _OF_SHELL):
        return words
    for command in words.replace("&&", "|").replace(";", "|").split("|"):
        name = (command.split() or [""])[0]
        if _is_unix(name):
            return name
    return None


def _is_unix(name: str) -> bool:
    if any(sign in name for sign in _OF_SHELL) and " " in name:
        return True
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
    if name is None or name == sys.executable:
        return
    if not shell and "/" in name and not name.startswith(_FOLDERS) and _is_script(name):
        error = OSError(8, "%1 is not a valid Win32 application", name)
        raise limited(error, "posix", "starting a script by its first line (#!)", "", 3)
    if _is_unix(name):
        unsure(f"it runs {name}", _NOT_THERE, frame)


# ---------------------------------------------------------------- subprocess


def change_subprocess(subprocess: Any) -> None:
    """``Popen``: what it refuses there (Lib/subprocess.py), and programs that are not there."""
    real = subprocess.Popen.__init__

    def init(self: Any, args: Any, *rest: Any, **options: Any) -> None:
        frame = _user_above(sys._getframe(1))
        said = args
        if frame is not None:
            from . import windows_children

            _refuse(rest, options)
            args = windows_children.prepare(self, args, options)
            _ask(
                options.get("executable") or args,
                bool(options.get("shell")) or (len(rest) > 7 and bool(rest[7])),
                frame,
            )
        real(self, args, *rest, **options)
        self.args = said

    like(init, real)
    init.__wrapped__ = real  # type: ignore[attr-defined]
    subprocess.Popen.__init__ = init
    _change_endings(subprocess)


def _says_255(code: Any) -> bool:
    """Whether the number stands in it; from 3.14 on as an argument of an instruction."""
    return 255 in code.co_consts or (sys.version_info >= (3, 14) and 255 in code.co_code[1::2])


def _change_endings(subprocess: Any) -> None:
    """``send_signal`` and the status of what was ended: there ``TerminateProcess`` gives it, 1."""
    send, handle = subprocess.Popen.send_signal, subprocess.Popen._handle_exitstatus

    def send_signal(self: Any, sig: Any) -> None:
        if getattr(self, "_pickcheck_users", False) and sig not in (15, 9) and self.returncode is None:
            raise limited(ValueError(f"Unsupported signal: {sig}"), "signal", int(sig), "")
        send(self, sig)

    def handled(self: Any, *args: Any) -> None:
        handle(self, *args)
        if getattr(self, "_pickcheck_users", False) and self.returncode in (-15, -9):
            self.returncode = 1
        frame = _user_above(sys._getframe(1)) if self.returncode == 255 else None
        if frame is not None and _says_255(frame.f_code):
            unsure("it compares a status with 255", "and one of -1 is 4294967295 there", frame)

    subprocess.Popen.send_signal = like(send_signal, send)
    subprocess.Popen._handle_exitstatus = like(handled, handle)


def _refuse(rest: tuple[Any, ...], options: dict[str, Any]) -> None:
    if options.get("preexec_fn") is not None or (len(rest) > 5 and rest[5] is not None):
        error: Exception = ValueError("preexec_fn is not supported on Windows platforms")
        raise limited(error, "popen", "preexec_fn", "", 2)
    for name in ("user", "group", "extra_groups"):
        if options.get(name) is not None:
            text = f"The {name!r} parameter is not supported on the current platform"
            raise limited(ValueError(text), "popen", name, "", 2)
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


def _replacing(name: str) -> Function:
    """``exec...``: on Windows another process goes on, and this one ends with status 0 at once."""
    real = getattr(os, name)

    def function(*args: Any, **kwargs: Any) -> Any:
        unsure(f"os.{name}", _OTHERWISE, sys._getframe(2))
        return real(*args, **kwargs)

    return Function("os", name, function)


OF_OS: dict[str, Any] = {
    "system": Function("os", "system", _system),
    **{
        name: _replacing(name)
        for name in ("execl", "execle", "execlp", "execlpe", "execv", "execve", "execvp", "execvpe")
    },
}


# ---------------------------------------------------------------- shutil


def change_shutil(shutil: Any) -> None:
    """``which``: a program of Unix that is found here."""
    real = shutil.which

    def which(cmd: Any, *args: Any, **kwargs: Any) -> Any:
        from .windows import by_user

        found = real(cmd, *args, **kwargs)
        if found is not None and by_user(sys._getframe(1)):
            _ask(cmd, False, sys._getframe(1))
        return found

    shutil.which = like(which, real)
