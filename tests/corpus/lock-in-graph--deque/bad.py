"""An OrderedDict with a deque with a lock that got in by mistake."""
import threading
from collections import OrderedDict, deque
from multiprocessing import Process


def show(state):
    print(list(state), len(state["recent"]))


if __name__ == "__main__":
    lock = threading.Lock()
    state = OrderedDict(user="ada", recent=deque(["a", "b", lock], maxlen=3))
    p = Process(target=show, args=(state,))
    p.start()
    p.join()
