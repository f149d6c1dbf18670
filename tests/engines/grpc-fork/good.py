"""A child that is not forked has threads of its own."""

from multiprocessing import get_context

import grpc


def work():
    pass


if __name__ == "__main__":
    channel = grpc.insecure_channel("127.0.0.1:9")
    try:
        grpc.channel_ready_future(channel).result(timeout=0.2)
    except grpc.FutureTimeoutError:
        print("nobody answers")
    child = get_context("spawn").Process(target=work)
    child.start()
    child.join()
