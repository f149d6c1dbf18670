"""With functools.wraps the wrapper is found under the function's own name."""
from functools import wraps
from multiprocessing import Process


def announced(func):
    @wraps(func)
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
