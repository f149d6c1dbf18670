"""CalledProcessError made with keywords: its args are empty, so the parent cannot make it anew."""
from concurrent.futures import ProcessPoolExecutor
from subprocess import CalledProcessError


def convert(path):
    raise CalledProcessError(returncode=1, cmd=path)


if __name__ == "__main__":
    with ProcessPoolExecutor(1) as executor:
        future = executor.submit(convert, "report.pdf")
        try:
            future.result()
        except CalledProcessError as error:
            print("failed", error.returncode)
