"""The child puts the bytes that the pointer leads to."""
import ctypes
import sys
from multiprocessing import Process, SimpleQueue


def ask(answers):
    answers.put(("version", ctypes.c_char_p(b"1.2").value))


if __name__ == "__main__":
    answers = SimpleQueue()
    p = Process(target=ask, args=(answers,))
    p.start()
    p.join()
    if p.exitcode:
        sys.exit(p.exitcode)
    print(answers.get())
