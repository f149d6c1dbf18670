"""A class from make_dataclass that says which module it is of."""
from dataclasses import make_dataclass
from multiprocessing import Process

Job = make_dataclass("Job", ["name", "size"], namespace={"__module__": __name__})


def run(job):
    print("run", job.name, job.size)


if __name__ == "__main__":
    p = Process(target=run, args=(Job("index", 3),))
    p.start()
    p.join()
