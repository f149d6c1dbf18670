"""``--python 3.14``, a path, nothing at all -> an interpreter, and what it can do."""

from __future__ import annotations

import json
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from ..errors import InterpreterError, TargetError
from ..model import Python, Target
from . import caches

OLDEST = (3, 10)
ANSWER = 120  # seconds that an interpreter may take to tell what it is, and to have the recorder made ready for it
PACKAGE = Path(__file__).resolve().parent.parent

# Runs in the interpreter that is looked at; must be understood by any Python 3. It compiles the script as that
# interpreter will, and looks for a module without importing the packages around it.
_PROBE = r"""
import sys
path = sys.path[:]
import os
hiding = [os.path.abspath(part) for part in os.environ.get("PYTHONPATH", "").split(os.pathsep) if part]
# The user's folders may hide modules of the standard library, which is the run's affair and not this process's.
sys.path[:] = [part for part in path if part and os.path.abspath(part) not in hiding]
import json
facts = {"version": list(sys.version_info[:3]), "implementation": sys.implementation.name,
         "platform": sys.platform, "hexversion": sys.hexversion, "problem": None}
kind, name = sys.argv[1:3]
try:
    if kind == "script":
        import warnings, zipfile
        name = os.path.join(name, "__main__.py") if os.path.isdir(name) else name
        zipped = zipfile.is_zipfile(name)
        warnings.simplefilter("ignore")
        with open(name, "rb") as file:
            source = file.read()
        try:
            zipped or compile(source, name, "exec", dont_inherit=True)
        except SyntaxError as error:
            where = "line %s: " % error.lineno if error.lineno else ""
            facts["problem"] = "syntax error, %s%s" % (where, error.msg)
        except ValueError as error:
            facts["problem"] = "no Python source (%s)" % error
    elif kind == "module":
        from importlib.machinery import PathFinder
        sys.path[:] = path
        path, spec = None, None
        for i in range(name.count(".") + 1):
            if i and path is None:
                spec = None
                break
            spec = PathFinder.find_spec(".".join(name.split(".")[:i + 1]), path)
            if spec is None:
                break
            path = spec.submodule_search_locations
        if spec is not None and path is not None:
            spec = PathFinder.find_spec(name + ".__main__", path)
            if spec is None:
                facts["problem"] = "a package without __main__"
        elif spec is None and name.split(".")[0] not in sys.builtin_module_names:
            facts["problem"] = "no such module"
    try:
        import _multiprocessing, multiprocessing
        facts["methods"] = multiprocessing.get_all_start_methods()
    except ImportError:
        facts["methods"] = []
except Exception as error:
    facts["problem"] = "%s: %s" % (type(error).__name__, error)
if facts["version"] >= [3, 10] and facts["implementation"] == "cpython" and not facts["problem"]:
    skeleton = type(sys)("_pickcheck")
    skeleton.__path__ = [sys.argv[3]]
    sys.modules["_pickcheck"] = skeleton
    sys.path[:] = [part for part in sys.path if part and os.path.abspath(part) not in hiding]
    from _pickcheck.recorder.kept import prepare
    prepare(sys.argv[4], sys.argv[5])
print("\n" + json.dumps(facts))
"""


@dataclass(frozen=True)
class Interpreter:
    """An interpreter that was found and run: its facts, its start methods, the recorder made ready for it.

    recorder: the folder that ``recorder/kept.py`` filled. hexversion: the interpreter's ``sys.hexversion``, which the
    byte code there is for.
    """

    python: Python
    methods: tuple[str, ...]
    recorder: str
    hexversion: int

    def can(self, method: str) -> bool:
        """Whether it has this start method, ``windows`` among them: there it is spawn, elsewhere it is emulated."""
        return method in self.methods or (method == "windows" and "spawn" in self.methods)

    def emulates(self, method: str) -> bool:
        """Whether a run under this start method only imitates the platform."""
        return method == "windows" and self.python.platform != "win32"


def inspect(path: str, target: Target, folder: Path) -> Interpreter:
    """What this interpreter is and can do, and whether it can compile the target.

    The recorder, made ready for it, is put into a folder below the check's.

    Raises InterpreterError (does not run, too old) or TargetError (syntax error, no source, no such module).
    """
    prepared = tempfile.mkdtemp(prefix="python-", dir=folder)
    kind, name = ("script", target.path) if target.path is not None else ("module", target.module)
    try:
        result = subprocess.run(
            [path, "-c", _PROBE, kind, str(name), str(PACKAGE), prepared, str(caches.folder() or "")],
            capture_output=True, text=True, encoding="utf-8", errors="replace", stdin=subprocess.DEVNULL, timeout=ANSWER,
            check=False,
        )  # fmt: skip
        facts = json.loads(result.stdout.rpartition("\n{")[1][1:] + result.stdout.rpartition("\n{")[2])
    except subprocess.TimeoutExpired:
        raise InterpreterError(f"{path} did not answer within {ANSWER} seconds; is the machine very busy?") from None
    except (OSError, subprocess.SubprocessError, ValueError):
        raise InterpreterError(f"{path} does not run as a Python interpreter") from None
    if tuple(facts["version"]) < OLDEST:
        version = ".".join(map(str, facts["version"]))
        raise InterpreterError(f"{path} is Python {version}; pickcheck checks 3.10 and newer")
    if facts["problem"]:
        raise TargetError(f"{name}: {facts['problem']}")
    version = ".".join(map(str, facts["version"]))
    python = Python(version, facts["implementation"], facts["platform"], path)
    return Interpreter(python, tuple(facts["methods"]), prepared, facts["hexversion"])
