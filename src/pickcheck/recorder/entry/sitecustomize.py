"""The way in: Python imports this by itself at start-up, because its folder is first on PYTHONPATH.

It must be harmless under any Python (2.7 too: the script may start other programs), leave no trace in
``sys.path``, ``os.environ`` or ``sys.modules``, and go on to the user's own sitecustomize.
"""

import os
import sys


def _start(here):
    control = os.environ.get("PICKCHECK_RUN")
    if not control or sys.version_info < (3, 10) or sys.implementation.name != "cpython":
        return
    import marshal  # as importlib has it in every process; a literal of this size takes ten times as long to read

    with open(os.path.join(control, "settings"), "rb") as file:
        settings = marshal.loads(file.read())  # plain values, written by the launcher
    skeleton = type(sys)("_pickcheck")
    # A package of another name that runs no __init__: the script may have a pickcheck of its own. First our modules
    # as byte code for the run's interpreter; their sources serve any other that the script starts.
    compiled = [settings["recorder"]] if settings["tag"] == sys.implementation.cache_tag else []
    skeleton.__path__ = [*compiled, os.path.dirname(os.path.dirname(here))]
    sys.modules["_pickcheck"] = skeleton
    from _pickcheck.recorder import start

    start.start(control, settings)


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
