"""Compiling loops with numba, and keeping what was compiled; importing this costs the import of numba.

Compiled code is kept beside the module or in the user's cache folder; where neither can be written, or what is kept
is damaged, the first call compiles again.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import Any, cast

from llvmlite import ir
from numba import njit, types
from numba.core import cgutils
from numba.extending import intrinsic

_KERNELS: list[Any] = []
_DAMAGED = (OSError, EOFError, ValueError, LookupError, AttributeError, ImportError, pickle.UnpicklingError)
"""What reading kept code may raise when it is not what was written."""


def compiled(function: Callable[..., Any]) -> Any:
    """The function as machine code that lets other threads run meanwhile."""
    try:
        made = njit(cache=True, nogil=True)(function)
    except RuntimeError:  # there is no folder to keep compiled code in
        made = njit(nogil=True)(function)
    _KERNELS.append(made)
    return made


def inlined(function: Callable[..., Any]) -> Any:
    """For what runs at every node: handing arrays on to a function takes longer than what it does."""
    return njit(inline="always")(function)


def trying(run: Callable[[], None]) -> None:
    """Run kernels for the first time; what was kept of them is not used when it cannot be read or written."""
    try:
        run()
    except _DAMAGED:
        for kernel in _KERNELS:
            kernel._cache.disable()
        run()


def _fetch_ahead(_context: Any, array: Any, row: Any) -> Any:
    """Have the processor fetch a row of a matrix that will soon be read: a fifth of a search's time is waiting."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        kind, pointer = signature.args[0], cast(Any, cgutils).get_item_pointer
        indices = [arguments[1], context.get_constant(types.intp, 0)]
        found = context.make_array(kind)(context, builder, arguments[0])
        at = pointer(context, builder, kind, found, indices, wraparound=False)
        at = builder.bitcast(at, cgutils.voidptr_t)
        how = [cgutils.int32_t(number) for number in (0, 3, 1)]  # to read, and again, into the nearest cache; data
        shape = ir.FunctionType(ir.VoidType(), [cgutils.voidptr_t] + [cgutils.int32_t] * 3)
        builder.call(builder.module.declare_intrinsic("llvm.prefetch", [cgutils.voidptr_t], shape), [at, *how])
        return context.get_dummy_value()

    return types.void(array, row), code


fetch_ahead: Any = intrinsic(_fetch_ahead)
