from dask.distributed import Client, LocalCluster


def work(number, job):
    return number + len(job)


if __name__ == "__main__":
    cluster = LocalCluster(n_workers=1, threads_per_worker=1, processes=True, dashboard_address=None)
    with cluster, Client(cluster) as client:
        jobs = [{"numbers": [1]}, {"numbers": [number for number in range(3)]}]
        futures = client.map(work, [1, 2], jobs)
        print(client.gather(futures))
