import os

from dask.distributed import Client, LocalCluster


class Config:
    def __init__(self):
        self.name = "run"


def work(number, config):
    return number + len(config.name + os.sep)


def fail():
    raise ValueError("of its own")


if __name__ == "__main__":
    cluster = LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None)
    with cluster, Client(cluster) as client:
        future = client.submit(work, 1, config=Config())
        print(future.result())
        offset = 3  # cloudpickle sends lambdas by value
        print(client.gather(client.map(lambda number: number + offset, range(10))))
        try:
            client.submit(fail).result()
        except ValueError as error:
            print(error)
