"""The manager has been shut down; its dictionary is still used."""
from multiprocessing import Manager

if __name__ == "__main__":
    with Manager() as manager:
        table = manager.dict({"a": 1})
    print(table["a"])
