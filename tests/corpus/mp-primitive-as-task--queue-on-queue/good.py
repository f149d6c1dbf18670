"""Both queues are inherited by the process."""
import queue
from multiprocessing import Process, Queue


def serve(requests, reply):
    try:
        request = requests.get(timeout=10)
        reply.put(request["n"] + 1)
    except queue.Empty:
        pass


if __name__ == "__main__":
    requests, reply = Queue(), Queue()
    p = Process(target=serve, args=(requests, reply))
    p.start()
    requests.put({"n": 1})
    try:
        print("reply", reply.get(timeout=10))
    except queue.Empty:
        print("no reply")
    p.join()
