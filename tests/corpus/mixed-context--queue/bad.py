"""mp.Queue() is of the default context, the process of the spawn context."""
import multiprocessing as mp
import queue


def work(out):
    out.put("done")


if __name__ == "__main__":
    ctx = mp.get_context("spawn")
    out = mp.Queue()
    p = ctx.Process(target=work, args=(out,))
    p.start()
    try:
        print(out.get(timeout=2))
    except queue.Empty:
        print("no answer")
    p.join()
