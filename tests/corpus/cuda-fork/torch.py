"""Stands in for PyTorch on machines without a GPU: its torch.cuda._lazy_init, as far as forks are concerned."""

import os

_initialized = _in_bad_fork = False


def _forked():
    global _in_bad_fork
    _in_bad_fork = _initialized


os.register_at_fork(after_in_child=_forked) if hasattr(os, "register_at_fork") else None


def ones(size, device):
    global _initialized
    if _in_bad_fork:
        raise RuntimeError(
            "Cannot re-initialize CUDA in forked subprocess. To use CUDA with multiprocessing, you must use the 'spawn' "
            "start method"
        )
    _initialized = True
    return [1.0] * size
