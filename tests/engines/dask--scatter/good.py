from dask.distributed import Client, LocalCluster


class Model:
    def __init__(self):
        self.factor = 2

    def predict(self, number):
        return self.factor * number


def use(model, number):
    return model.predict(number)


if __name__ == "__main__":
    cluster = LocalCluster(n_workers=1, threads_per_worker=1, processes=True, dashboard_address=None)
    with cluster, Client(cluster) as client:
        model = client.scatter(Model())
        print(client.submit(use, model, 1).result())
