"""The way in: Python imports this by itself at start-up, because its folder is first on PYTHONPATH.

It must be harmless under any Python (2.7 too: the script may start other programs), leave no trace in
``sys.path``, ``os.environ`` or ``sys.modules``, and go on to the user's own sitecustomize.
"""

import os
import sys


class _Bundle(object):
    """What was made ahead for this very interpreter (``prepare.py``): finds and loads the recorder's modules.

    What a module needs is run before it by `bring`, which costs a fraction of an import. Each is run once, whoever asks.
    """

    def __init__(self, folder, marshal, lock):
        self._folder, self._loads, self._module, self._lock = folder + os.sep, marshal.loads, type(sys), lock
        # Bound early: the script may replace what is in os.
        self._open, self._seek, self._part, self._close = os.open, os.lseek, os.read, os.close
        self._flags = (
            os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOINHERIT", 0) | getattr(os, "O_BINARY", 0)
        )
        self._modules = sys.modules
        # name -> (is it a package, the file that it is in, where it begins there, bytes, the modules that it needs)
        self._table = self._loads(self._read("table", 0, os.path.getsize(self._folder + "table")))
        # A child that is forked in the middle of such an import, by another thread, would wait for it without end.
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(before=lock.acquire, after_in_parent=lock.release, after_in_child=lock.release)

    def _read(self, name, begin, size):
        # A part only: memory that is filled for the first time costs more than opening the file again.
        descriptor = self._open(self._folder + name, self._flags)
        try:
            if begin:
                self._seek(descriptor, begin, 0)
            return self._part(descriptor, size)
        finally:
            self._close(descriptor)

    def load(self, name):
        """What stands under this name; None where nothing does."""
        if name not in self._table:
            return None
        _package, unit, begin, size, _needs = self._table[name]
        return self._loads(self._read(unit, begin, size))

    def bring(self, name):
        """The module of this name, which must be one of the table's; it is run now if it was not before."""
        with self._lock:
            return self._modules.get(name) or self._run(name)

    def _run(self, name):
        for needed in self._table[name][4]:
            if needed not in self._modules:
                self._run(needed)
        module = self._module(name)
        package, _, last = name.rpartition(".")
        module.__package__ = package
        if self._table[name][0]:
            module.__package__, module.__path__ = name, []
        exec(self.load(name), module.__dict__)
        # Not before it is whole: another thread would find it.
        self._modules[name] = module
        setattr(self._modules[package], last, module)
        return module

    def find_spec(self, name, path=None, target=None):
        return type(sys.__spec__)(name, self, is_package=self._table[name][0]) if name in self._table else None

    def create_module(self, spec):
        # Nothing of ours runs but under the lock: what is found in sys.modules is whole.
        return self.bring(spec.name)

    def exec_module(self, module):
        pass


# The resource tracker's own process (Lib/multiprocessing/resource_tracker.py): nothing of the user's runs there.
_TRACKERS = tuple(
    "from " + package + ".resource_tracker import main"
    for package in ("multiprocessing", "multiprocess", "loky.backend", "joblib.externals.loky.backend")
)


def _start(here):
    control = os.environ.get("PICKCHECK_RUN")
    if not control or sys.version_info < (3, 10) or sys.implementation.name != "cpython":
        return
    import _thread
    import marshal  # as importlib has it in every process

    with open(os.path.join(control, "settings"), "rb") as file:
        settings = marshal.load(file)  # plain values, written by the launcher
    _hide(settings)
    if any(word.startswith(_TRACKERS) for word in sys.orig_argv[1:]):
        return
    skeleton = type(sys)("_pickcheck")
    # A package of another name that runs no __init__: the script may have a pickcheck of its own. Other interpreters
    # that the script starts read our modules' sources.
    skeleton.__path__ = [settings["sources"]]
    sys.modules["_pickcheck"] = skeleton
    bundle = None
    if settings["version"] == sys.hexversion:
        bundle = _Bundle(settings["recorder"], marshal, _thread.RLock())
        start = bundle.bring("_pickcheck.recorder.start")
    else:
        from _pickcheck.recorder import start
    start.start(control, settings, bundle)


def _hide(settings):
    """Take our variables out of the script's sight; the C environment keeps them, and children inherit that."""
    environ = os.environ._data
    encode, key = os.environ.encodevalue, os.environ.encodekey("PYTHONPATH")
    ours, _, rest = os.environ.get("PYTHONPATH", "").partition(os.pathsep)
    environ.pop(os.environ.encodekey("PICKCHECK_RUN"), None)
    if ours != settings["entry"]:
        return
    if rest:
        environ[key] = encode(rest)
    elif settings["pythonpath"] == "":
        environ[key] = encode("")
    else:
        environ.pop(key, None)


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
