"""What ``subprocess`` does with the arguments of ``Popen`` on Windows (Lib/subprocess.py, ``_execute_child``), for user code."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

from .windows_files import _encoding_of as encoding_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def prepare(process: Any, args: Any, options: dict[str, Any]) -> Any:
    """What to start for these arguments. Changes ``options`` to those of this machine. Raises NotADirectoryError as there."""
    process._pickcheck_users = True
    for name in ("creationflags", "startupinfo"):
        options.pop(name, None)
    folder = options.get("cwd")
    if isinstance(folder, (str, os.PathLike)) and not os.path.isdir(folder):
        raise NotADirectoryError(20, "The directory name is invalid", os.fspath(folder))
    if options.get("env") is not None:
        from . import windows_environ

        options["env"] = windows_environ.for_a_child(options["env"])
        if _is_this_python(args) and isinstance(options["env"], Mapping):
            from .spawning import with_ours

            # It is on Windows, too.
            options["env"] = with_ours(dict(options["env"]))
    if (options.get("text") or options.get("universal_newlines") or options.get("errors")) and options.get(
        "encoding"
    ) is None:
        said = encoding_of(None)
        if said is not None:
            options["encoding"] = said
    if options.get("shell") and isinstance(args, (list, tuple)):
        return sys.modules["subprocess"].list2cmdline(args)
    if (
        type(args) is str
        and not options.get("shell")
        and options.get("executable") is None
        and not os.path.exists(args)
    ):
        return words_of(args) if " " in args else args
    return args


def _is_this_python(args: Any) -> bool:
    first = args[0] if isinstance(args, (list, tuple)) and args else args
    return isinstance(first, (str, os.PathLike)) and os.fspath(first).split(" ")[0] == sys.executable


def words_of(line: str) -> list[str]:
    """The words of a command line as programs for Windows read it: by spaces and quotes, with a backslash before a quote."""
    words, word, quoted, at, begun = [], "", False, 0, False
    while at < len(line):
        slashes = 0
        while line[at : at + 1] == "\\":
            slashes, at = slashes + 1, at + 1
        sign = line[at : at + 1]
        if sign == '"':
            word += "\\" * (slashes // 2)
            if slashes % 2:
                word += '"'
            else:
                quoted, begun = not quoted, True
        else:
            word += "\\" * slashes
            if sign in (" ", "\t") and sign and not quoted:
                if word or begun:
                    words.append(word)
                word, begun = "", False
            else:
                word += sign
        at += 1
    return [*words, word] if word or begun else words
