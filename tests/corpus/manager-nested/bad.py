"""A list inside a manager's dictionary is changed: in a copy."""
from multiprocessing import Manager, Process


def work(table):
    table["rows"].append(1)


if __name__ == "__main__":
    with Manager() as manager:
        table = manager.dict({"rows": []})
        p = Process(target=work, args=(table,))
        p.start()
        p.join()
        print(table["rows"])
