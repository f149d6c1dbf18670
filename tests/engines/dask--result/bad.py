import threading

from dask.distributed import Client, LocalCluster


def work(number):
    return {"number": number, "locks": [threading.Lock()]}


if __name__ == "__main__":
    cluster = LocalCluster(n_workers=1, threads_per_worker=1, processes=True, dashboard_address=None)
    with cluster, Client(cluster) as client:
        future = client.submit(work, 1)
        print(future.result()["number"])
