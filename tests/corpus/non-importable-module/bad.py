"""A plugin loaded under a made-up module name, which no process can import."""
import types
from multiprocessing import Process

SOURCE = "def hello(name):\n    print('hello', name)\n"


def load(name, source):
    plugin = types.ModuleType(name)
    exec(source, plugin.__dict__)
    return plugin


if __name__ == "__main__":
    plugin = load("plugin_hello", SOURCE)
    p = Process(target=plugin.hello, args=("Ada",))
    p.start()
    p.join()
