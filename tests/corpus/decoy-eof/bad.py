"""A lambda as an argument: on Windows the child's error comes last."""
from multiprocessing import Process


def work(function):
    print(function(2))


if __name__ == "__main__":
    p = Process(target=work, args=(lambda n: n + 1,))
    p.start()
    p.join()
