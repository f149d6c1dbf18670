"""CalledProcessError made with keywords: its args are empty, so the parent cannot make it anew."""
from subprocess import CalledProcessError
from multiprocessing import Pool


def convert(path):
    raise CalledProcessError(returncode=1, cmd=path)


if __name__ == "__main__":
    with Pool(1) as pool:
        try:
            pool.apply(convert, ("report.pdf",))
        except CalledProcessError as error:
            print("failed", error.returncode)
