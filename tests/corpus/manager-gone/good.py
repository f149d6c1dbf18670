"""The manager lives until the last use."""
from multiprocessing import Manager

if __name__ == "__main__":
    with Manager() as manager:
        table = manager.dict({"a": 1})
        print(table["a"])
