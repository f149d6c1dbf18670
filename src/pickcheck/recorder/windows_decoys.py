"""The child that Windows has started by the time its process object fails to pickle."""

from __future__ import annotations

import os
import sys

from .session import quiet

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


@quiet
def start_decoy(popen: Any, process: Any) -> None:
    """Start it: it gets no more than the preparation data."""
    package = popen.__name__.partition(".")[0]
    context, spawn, util = sys.modules[f"{package}.context"], popen.spawn, popen.util
    try:
        preparation = spawn.get_preparation_data(process._name)
    except Exception:
        return  # this comes before the child on Windows, too: the main module is still being imported
    tracker = sys.modules[f"{package}.resource_tracker"].getfd()
    data = popen.io.BytesIO()
    context.set_spawning_popen(process)  # the authentication key crosses only while something is being spawned
    try:
        popen.reduction.ForkingPickler(data).dump(preparation)
    finally:
        context.set_spawning_popen(None)
    read, write = os.pipe()
    try:
        command = spawn.get_command_line(tracker_fd=tracker, pipe_handle=read)
        util.spawnv_passfds(spawn.get_executable(), command, [tracker, read])
        os.write(write, data.getvalue())
    finally:
        os.close(read)
        os.close(write)
