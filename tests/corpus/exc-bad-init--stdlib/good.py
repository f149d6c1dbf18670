"""CalledProcessError made with its arguments by position."""
from subprocess import CalledProcessError
from multiprocessing import Pool


def convert(path):
    raise CalledProcessError(1, path)


if __name__ == "__main__":
    with Pool(1) as pool:
        try:
            pool.apply(convert, ("report.pdf",))
        except CalledProcessError as error:
            print("failed", error.returncode)
