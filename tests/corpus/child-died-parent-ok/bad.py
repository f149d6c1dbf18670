"""The child dies of its own error; the parent joins it and says all is well."""
from multiprocessing import Process


def work(text):
    print("work", int(text))


if __name__ == "__main__":
    p = Process(target=work, args=("many",))
    p.start()
    p.join()
    print("all done")
