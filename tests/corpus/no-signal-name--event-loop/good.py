"""An event loop works with processes, and needs no signals."""
import asyncio
from concurrent.futures import ProcessPoolExecutor


async def main():
    loop = asyncio.get_running_loop()
    with ProcessPoolExecutor(1) as pool:
        print(await loop.run_in_executor(pool, abs, -1))


if __name__ == "__main__":
    asyncio.run(main())
