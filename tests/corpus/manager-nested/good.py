"""Taken, changed, put back."""
from multiprocessing import Manager, Process


def work(table):
    rows = table["rows"]
    rows.append(1)
    table["rows"] = rows


if __name__ == "__main__":
    with Manager() as manager:
        table = manager.dict({"rows": []})
        p = Process(target=work, args=(table,))
        p.start()
        p.join()
        print(table["rows"])
