"""A reply queue put on the request queue: dropped by the feeder thread."""
import queue
from multiprocessing import Process, Queue


def serve(requests):
    try:
        request = requests.get(timeout=1)
        request["reply"].put(request["n"] + 1)
    except queue.Empty:
        pass


if __name__ == "__main__":
    requests, reply = Queue(), Queue()
    p = Process(target=serve, args=(requests,))
    p.start()
    requests.put({"n": 1, "reply": reply})
    try:
        print("reply", reply.get(timeout=1.5))
    except queue.Empty:
        print("no reply")
    p.join()
