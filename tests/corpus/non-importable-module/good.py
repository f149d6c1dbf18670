"""The child loads the plugin itself; its name and source are sent."""
import types
from multiprocessing import Process

SOURCE = "def hello(name):\n    print('hello', name)\n"


def load(name, source):
    plugin = types.ModuleType(name)
    exec(source, plugin.__dict__)
    return plugin


def call(plugin, source, function, *args):
    getattr(load(plugin, source), function)(*args)


if __name__ == "__main__":
    p = Process(target=call, args=("plugin_hello", SOURCE, "hello", "Ada"))
    p.start()
    p.join()
