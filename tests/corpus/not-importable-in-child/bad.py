"""A class of a plugin that only the parent has loaded."""
import sys
import types
from multiprocessing import Process


def load(name, source):
    module = sys.modules[name] = types.ModuleType(name)
    exec(source, module.__dict__)
    return module


def work(value):
    print("work", value.side)


if __name__ == "__main__":
    p = Process(target=work, args=(load("plugin_square", "class Square:\n    side = 3\n").Square(),))
    p.start()
    p.join()
    raise SystemExit(p.exitcode)
