"""The error hands on one of its two arguments: the pool's result thread dies of it, and apply() waits for ever."""
from multiprocessing import Pool


class UploadError(Exception):
    def __init__(self, path, status):
        super().__init__(f"{path}: {status}")
        self.path, self.status = path, status


def upload(path):
    raise UploadError(path, 413)


if __name__ == "__main__":
    with Pool(1) as pool:
        try:
            pool.apply(upload, ("report.pdf",))
        except UploadError as error:
            print("failed", error.status)
