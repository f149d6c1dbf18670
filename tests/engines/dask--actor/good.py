from dask.distributed import Client, LocalCluster


class Counter:
    def __init__(self):
        self.count = 0

    def add(self, number, by):
        self.count += number
        return self.count


if __name__ == "__main__":
    cluster = LocalCluster(n_workers=1, threads_per_worker=1, processes=True, dashboard_address=None)
    with cluster, Client(cluster) as client:
        counter = client.submit(Counter, actor=True).result()
        print(counter.add(2, by=[1]).result())
