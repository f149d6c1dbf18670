"""The parent waits for a second item; the child only puts one."""
from multiprocessing import Process, Queue


def work(out):
    out.put("one")


if __name__ == "__main__":
    out = Queue()
    p = Process(target=work, args=(out,))
    p.start()
    print(out.get())
    print(out.get())
