"""The error hands on one of its two arguments: the parent cannot make it anew, and the executor breaks."""
from concurrent.futures import ProcessPoolExecutor


class UploadError(Exception):
    def __init__(self, path, status):
        super().__init__(f"{path}: {status}")
        self.path, self.status = path, status


def upload(path):
    raise UploadError(path, 413)


if __name__ == "__main__":
    with ProcessPoolExecutor(1) as executor:
        future = executor.submit(upload, "report.pdf")
        try:
            future.result()
        except UploadError as error:
            print("rejected", error.path, error.status)
