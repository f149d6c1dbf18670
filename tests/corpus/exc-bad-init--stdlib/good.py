"""CalledProcessError made with its arguments by position."""
from concurrent.futures import ProcessPoolExecutor
from subprocess import CalledProcessError


def convert(path):
    raise CalledProcessError(1, path)


if __name__ == "__main__":
    with ProcessPoolExecutor(1) as executor:
        future = executor.submit(convert, "report.pdf")
        try:
            future.result()
        except CalledProcessError as error:
            print("failed", error.returncode)
