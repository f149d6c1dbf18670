"""Queue and process of one context."""
import multiprocessing as mp
import queue


def work(out):
    out.put("done")


if __name__ == "__main__":
    ctx = mp.get_context("spawn")
    out = ctx.Queue()
    p = ctx.Process(target=work, args=(out,))
    p.start()
    try:
        print(out.get(timeout=10))
    except queue.Empty:
        print("no answer")
    p.join()
