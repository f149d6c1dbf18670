"""The error hands on all of its arguments."""
from multiprocessing import Pool


class UploadError(Exception):
    def __init__(self, path, status):
        super().__init__(path, status)
        self.path, self.status = path, status


def upload(path):
    raise UploadError(path, 413)


if __name__ == "__main__":
    with Pool(1) as pool:
        try:
            pool.apply(upload, ("report.pdf",))
        except UploadError as error:
            print("failed", error.status)
