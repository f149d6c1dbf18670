"""The error holds the file's path."""
import os
from concurrent.futures import ProcessPoolExecutor


class UploadError(Exception):
    request = None


def upload(path):
    error = UploadError("rejected: " + path)
    error.request = path
    raise error


if __name__ == "__main__":
    with ProcessPoolExecutor(max_workers=1) as executor:
        future = executor.submit(upload, os.devnull)
        try:
            future.result()
        except UploadError as error:
            print(error)
