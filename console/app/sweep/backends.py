"""Where nights are played: this machine's cores (loky), or a Dask or Ray cluster, all through joblib."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from joblib import parallel_config
from joblib.externals.loky.process_executor import TerminatedWorkerError

from console.errors import BadInput, StoreUnavailable

BACKENDS = ("loky", "dask", "ray")
MOST_JOBS = 4096
CONNECT_S = 20


@dataclass(frozen=True, slots=True)
class Place:
    """A backend in use: ``jobs`` nights at once, and what it raises when a process that played a night ended."""

    jobs: int
    lost: tuple[type[BaseException], ...]


@contextmanager
def at(backend: str, scheduler: str, jobs: int) -> Iterator[Place]:
    """The backend for as long as the block lasts; what was started for it is ended with it.

    :class:`BadInput` for a backend that is not known or not installed, :class:`StoreUnavailable` for a scheduler that
    does not answer.
    """
    if backend not in BACKENDS:
        raise BadInput(f"--backend: expected one of {', '.join(BACKENDS)}, not {backend!r}")
    if not (jobs == -1 or 1 <= jobs <= MOST_JOBS):
        raise BadInput(f"--jobs: expected 1 to {MOST_JOBS}, or -1 for every core, not {jobs}")
    if backend == "loky" and scheduler:
        raise BadInput("--scheduler: the loky backend has none; choose --backend dask or ray")
    cores = jobs if jobs > 0 else len(os.sched_getaffinity(0))
    try:
        places = {"loky": _loky, "dask": _dask, "ray": _ray}
        with places[backend](scheduler, cores) as place:
            yield place
    except ModuleNotFoundError as error:
        if error.name not in ("dask", "distributed", "ray"):
            raise
        extra = "ray" if backend == "ray" else "dask"
        raise BadInput(
            f"--backend: {backend} is not installed; add it with: pip install 'dispatch-console[{extra}]'"
        ) from error


@contextmanager
def _loky(_scheduler: str, cores: int) -> Iterator[Place]:
    with parallel_config("loky"):
        yield Place(cores, (TerminatedWorkerError,))


@contextmanager
def _dask(scheduler: str, cores: int) -> Iterator[Place]:
    """A cluster named by its address, or ``cores`` workers on this machine for as long as the sweep lasts."""
    dask: Any = import_module("distributed")
    if not scheduler:
        quiet = {"n_workers": cores, "threads_per_worker": 1, "dashboard_address": None}
        with dask.LocalCluster(**quiet) as cluster, dask.Client(cluster), parallel_config("dask"):
            yield Place(cores, (dask.KilledWorker,))
        return
    try:
        client = dask.Client(scheduler, timeout=CONNECT_S)
    except (OSError, ValueError) as error:
        raise StoreUnavailable(f"--scheduler: no Dask scheduler answers at {scheduler} ({error})") from error
    with client, parallel_config("dask", wait_for_workers_timeout=CONNECT_S):
        yield Place(max(1, sum(client.nthreads().values())), (dask.KilledWorker,))


@contextmanager
def _ray(scheduler: str, cores: int) -> Iterator[Place]:
    """A cluster named by its address, or one on this machine for as long as the sweep lasts."""
    ray: Any = import_module("ray")
    errors: Any = import_module("ray.exceptions")
    try:
        begun = {"address": scheduler} if scheduler else {"num_cpus": cores}
        ray.init(**begun, include_dashboard=False, log_to_driver=False, logging_level=logging.ERROR)
    except (ConnectionError, ValueError, RuntimeError) as error:
        raise StoreUnavailable(
            f"--scheduler: no Ray cluster answers at {scheduler or 'this machine'} ({error})"
        ) from error
    try:
        import_module("ray.util.joblib").register_ray()
        there = int(ray.cluster_resources().get("CPU", 1)) if scheduler else cores
        with parallel_config("ray"):
            yield Place(max(1, there), (errors.WorkerCrashedError,))
    finally:
        ray.shutdown()
