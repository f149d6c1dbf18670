"""The error takes an argument by keyword only, which its args do not have."""
from concurrent.futures import ProcessPoolExecutor


class UploadError(Exception):
    def __init__(self, path, *, status):
        super().__init__(path)
        self.path, self.status = path, status


def upload(path):
    raise UploadError(path, status=413)


if __name__ == "__main__":
    with ProcessPoolExecutor(1) as executor:
        future = executor.submit(upload, "report.pdf")
        try:
            future.result()
        except UploadError as error:
            print("rejected", error.path, error.status)
