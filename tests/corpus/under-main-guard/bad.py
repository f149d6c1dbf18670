"""The target is defined under the main guard, which a child does not run."""
from multiprocessing import Process

if __name__ == "__main__":
    def work(text):
        print("work", text)

    p = Process(target=work, args=("a",))
    p.start()
    p.join()
    raise SystemExit(p.exitcode)
