"""Up to Python 3.11 a class from make_dataclass claims to live in the module `types`."""
from dataclasses import make_dataclass
from multiprocessing import Process

Job = make_dataclass("Job", ["name", "size"])


def run(job):
    print("run", job.name, job.size)


if __name__ == "__main__":
    p = Process(target=run, args=(Job("index", 3),))
    p.start()
    p.join()
