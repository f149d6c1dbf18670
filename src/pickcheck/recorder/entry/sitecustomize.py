"""The way in: Python imports this by itself at start-up, because its folder is first on PYTHONPATH.

It must be harmless under any Python (2.7 too: the script may start other programs), leave no trace in
``sys.path``, ``os.environ`` or ``sys.modules``, and go on to the user's own sitecustomize.
"""

import os
import sys


class _Bundle(object):
    """What was made ahead for this very interpreter (``prepare.py``): finds and loads the recorder's modules."""

    def __init__(self, folder, marshal):
        self._folder, self._loads, self._open = folder, marshal.loads, open
        # name -> (is it a package, the file that it is in, where it begins there, bytes)
        self._table = self._loads(self._read("table"))

    def _read(self, name, begin=0, size=-1):
        # A part only: memory that is filled for the first time costs more than opening the file again.
        with self._open(os.path.join(self._folder, name), "rb", 0) as file:
            file.seek(begin)
            return file.read(size)

    def load(self, name):
        """What stands under this name; None where nothing does."""
        if name not in self._table:
            return None
        _package, unit, begin, size = self._table[name]
        return self._loads(self._read(unit, begin, size))

    def find_spec(self, name, path=None, target=None):
        return type(sys.__spec__)(name, self, is_package=self._table[name][0]) if name in self._table else None

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        exec(self.load(module.__name__), module.__dict__)


def _start(here):
    control = os.environ.get("PICKCHECK_RUN")
    if not control or sys.version_info < (3, 10) or sys.implementation.name != "cpython":
        return
    import marshal  # as importlib has it in every process

    with open(os.path.join(control, "settings"), "rb") as file:
        settings = marshal.load(file)  # plain values, written by the launcher
    skeleton = type(sys)("_pickcheck")
    # A package of another name that runs no __init__: the script may have a pickcheck of its own. Other interpreters
    # that the script starts read our modules' sources.
    skeleton.__path__ = [settings["sources"]]
    sys.modules["_pickcheck"] = skeleton
    bundle = None
    if settings["version"] == sys.hexversion:
        bundle = _Bundle(settings["recorder"], marshal)
        sys.meta_path.insert(0, bundle)
    try:
        from _pickcheck.recorder import start
    finally:
        if bundle is not None:
            sys.meta_path.remove(bundle)
    start.start(control, settings, bundle)


def _leave(here):
    sys.path[:] = [folder for folder in sys.path if folder != here]
    sys.path_importer_cache.pop(here, None)
    sys.modules.pop("sitecustomize", None)


_here = os.path.dirname(os.path.abspath(__file__))
try:
    _start(_here)
finally:
    _leave(_here)
# When there is no other sitecustomize this raises ImportError with name "sitecustomize", which site.py
# (execsitecustomize, CPython 3.10 to 3.14) takes for "there is none", and sys.modules stays clean.
import sitecustomize  # noqa: E402,F401
