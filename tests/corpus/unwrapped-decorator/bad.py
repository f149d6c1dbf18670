"""A decorator without functools.wraps: the function's name is now the wrapper's."""
from multiprocessing import Process


def announced(func):
    def wrapper(*args):
        print("begin")
        return func(*args)

    return wrapper


@announced
def load(path):
    print("load", path)


if __name__ == "__main__":
    p = Process(target=load, args=("a.csv",))
    p.start()
    p.join()
