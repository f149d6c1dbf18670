"""An event loop is told of SIGTERM."""
import asyncio
import signal
from concurrent.futures import ProcessPoolExecutor


async def main():
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, loop.stop)
    with ProcessPoolExecutor(1) as pool:
        print(await loop.run_in_executor(pool, abs, -1))


if __name__ == "__main__":
    asyncio.run(main())
