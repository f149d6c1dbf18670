from concurrent import interpreters


def show(settings):
    print(settings, flush=True)
    return settings


if __name__ == "__main__":
    other = interpreters.create()
    queue = interpreters.create_queue()
    try:
        other.prepare_main(name="run", size=3)
        other.exec("print(name, size, flush=True)")
        print(other.call(show, {"size": 3}), flush=True)
        queue.put({"size": 4})
        print(queue.get(), flush=True)
        thread = other.call_in_thread(show, {"size": 5})
        thread.join()
    finally:
        other.close()
