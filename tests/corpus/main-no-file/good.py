"""As in a console or a notebook, but what the child runs is a module's."""
from json import dumps
from multiprocessing import Process

del __file__

if __name__ == "__main__":
    p = Process(target=dumps, args=("a",))
    p.start()
    p.join()
    raise SystemExit(p.exitcode)
