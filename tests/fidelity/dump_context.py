"""A script that writes down all it can see of itself: in the parent, a child and a grandchild.

Each writes $DUMP_TO/<role>.json. $DUMP_METHOD, when set, is made the interpreter's default start method, as the
launcher does by other means; the plain run needs nothing else, so it is as plain as can be.
"""

import os
import sys

FIRST_MODULES = sorted(sys.modules)  # before any import of ours
HERE = os.path.abspath(__file__)

import multiprocessing  # noqa: E402


def name(obj):
    """The full name of a type, function or module's attribute."""
    cls = obj if isinstance(obj, type) else type(obj)
    return f"{cls.__module__}.{cls.__qualname__}"


def normal(target):
    """A descriptor's target without what differs from run to run."""
    return target.split(":[")[0] if ":[" in target else target


def descriptors():
    """Number and target of every open file descriptor."""
    found = {}
    for number in os.listdir("/proc/self/fd"):
        try:
            found[number] = normal(os.readlink(f"/proc/self/fd/{number}"))
        except FileNotFoundError:
            pass  # the listing's own
    return found


def umask():
    old = os.umask(0o22)
    os.umask(old)
    return old


def of_interpreter():
    return {
        "sys.argv": sys.argv,
        "sys.orig_argv": [normal_argument(argument) for argument in sys.orig_argv],
        "sys.path": sys.path,
        "sys.path_importer_cache": sorted(sys.path_importer_cache),
        "sys.path_hooks": [repr(hook).split(" at 0x")[0] for hook in sys.path_hooks],
        "sys.flags": repr(sys.flags),
        "sys.warnoptions": sys.warnoptions,
        "sys._xoptions": {key: str(value) for key, value in sys._xoptions.items()},
        "sys.meta_path": [getattr(finder, "__name__", None) or name(finder) for finder in sys.meta_path],
        "sys.prefix": [sys.executable, sys.prefix, sys.base_prefix, sys.exec_prefix],
        "sys hooks": {
            hook: getattr(sys, hook) is getattr(sys, f"__{hook}__")
            for hook in ("excepthook", "displayhook", "unraisablehook", "breakpointhook")
        },
        "sys.last_type": getattr(sys, "last_type", None),
        "trace": [repr(sys.gettrace()), repr(sys.getprofile())],
        "recursion limit": sys.getrecursionlimit(),
        "switch interval": sys.getswitchinterval(),
        "int digits": sys.get_int_max_str_digits() if hasattr(sys, "get_int_max_str_digits") else None,
        "streams": [(s.encoding, s.errors, s.line_buffering) for s in (sys.stdin, sys.stdout, sys.stderr)],
        "builtins": sorted(vars(sys.modules["builtins"])),
    }


def normal_argument(argument):
    """The commands of spawned children name descriptors, those of a forkserver the whole sys.path."""
    digits = "".join("N" if c.isdigit() else c for c in argument) if "import" in argument else argument
    while "NN" in digits:
        digits = digits.replace("NN", "N")
    return digits


def of_system():
    return {
        "environ": dict(os.environ),
        "environb": sorted(os.fsdecode(key) for key in os.environb),
        "cwd": os.getcwd(),
        "umask": umask(),
        "descriptors": descriptors(),
        "nice": os.nice(0),
        "group": os.getpgid(0) == os.getpid(),
    }


def of_modules():
    import atexit
    import gc
    import signal

    modules = sys.modules
    threading, logging, warnings = (modules.get(key) for key in ("threading", "logging", "warnings"))
    handlers = {str(s): str(signal.getsignal(s)) for s in signal.valid_signals()}
    return {
        "signals": {key: value.split(" at 0x")[0] for key, value in handlers.items()},
        "wakeup": signal.getitimer(signal.ITIMER_REAL),
        "mask": sorted(signal.pthread_sigmask(signal.SIG_BLOCK, [])),
        "gc": [gc.get_threshold(), gc.isenabled(), gc.get_debug(), len(gc.callbacks)],
        "atexit": atexit._ncallbacks(),
        "threads": sorted(thread.name for thread in threading.enumerate()) if threading else None,
        "next thread": threading.Thread().name if threading else None,
        "threading.excepthook": threading.excepthook is threading.__excepthook__ if threading else None,
        "logging": [name(h) for h in logging.getLogger().handlers] if logging else None,
        "warnings": repr(warnings.filters) if warnings else None,
        "copyreg": sorted(map(name, modules["copyreg"].dispatch_table)) if "copyreg" in modules else None,
        "loaders": {
            key: [name(module.__loader__), name(module.__spec__.loader), repr(module)]
            for key, module in sorted(modules.items())
            if key.startswith(("threading", "multiprocessing", "concurrent")) and module.__spec__
        },
    }


def of_main():
    found = {}
    for key in ("__main__", "__mp_main__"):
        module = sys.modules.get(key)
        if module is not None:
            spec = repr(module.__spec__).split(" at 0x")[0]
            found[key] = [sorted(vars(module)), getattr(module, "__file__", None), spec, module.__name__]
    return {"main": found, "name": __name__, "file": __file__}


def of_multiprocessing():
    process = multiprocessing.current_process()
    return {
        "process": [process.name, process.daemon, process._identity, "tempdir" in process._config],
        "next process": multiprocessing.Process().name,
        "start method": multiprocessing.get_start_method(allow_none=True),
        "context": name(multiprocessing.get_context()),
        "methods": sorted(multiprocessing.get_all_start_methods()),
        "reducers": sorted(map(name, multiprocessing.reduction.ForkingPickler._extra_reducers)),
        "start method again": multiprocessing.get_start_method(),
    }


def dump(role):
    """Write what this process sees; the modules it has before what dumping itself imports."""
    facts = {"first modules": FIRST_MODULES, "modules": sorted(sys.modules)}
    facts.update(of_interpreter(), **of_system())
    facts.update(of_modules(), **of_main())
    facts.update(of_multiprocessing())
    import json
    import subprocess

    program = subprocess.run(["env"], capture_output=True, text=True, check=True)
    facts["a program's environment"] = sorted(line for line in program.stdout.splitlines() if line[:2] != "_=")
    with open(os.path.join(os.environ["DUMP_TO"], f"{role}.json"), "w", encoding="utf-8") as file:
        json.dump(facts, file, default=repr)


def grandchild():
    dump("grandchild")
    print("grandchild says", "so")
    sys.exit(5)


def child():
    dump("child")
    inner = multiprocessing.Process(target=grandchild)
    inner.start()
    inner.join()
    print("grandchild ended with", inner.exitcode)
    raise ValueError("the child's own error")


def main():
    method = os.environ.pop("DUMP_METHOD", None)
    if method:
        context = multiprocessing.context
        context._default_context._default_context = context._concrete_contexts[method]
    dump("parent")
    outer = multiprocessing.Process(target=child)
    outer.start()
    outer.join()
    dump("after")
    print("child ended with", outer.exitcode)
    sys.exit("the parent's last words")


if __name__ == "__main__":
    main()
