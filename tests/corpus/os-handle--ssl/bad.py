"""An SSLContext set up once and handed to the child."""
import ssl
from multiprocessing import Process


def connect(host, tls):
    print(host, "checks names:", tls.check_hostname)


if __name__ == "__main__":
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    p = Process(target=connect, args=("example.org",), kwargs={"tls": tls})
    p.start()
    p.join()
