import threading

from dask.distributed import Client, LocalCluster


class Config:
    def __init__(self):
        self.name = "run"
        self.lock = threading.Lock()


def work(number, config):
    return number + len(config.name)


if __name__ == "__main__":
    cluster = LocalCluster(n_workers=1, threads_per_worker=1, processes=True, dashboard_address=None)
    with cluster, Client(cluster) as client:
        future = client.submit(work, 1, config=Config())
        print(future.result())
