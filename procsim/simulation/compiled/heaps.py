"""Pairing heaps threaded through tokens (Fredman, Sedgewick, Sleator and Tarjan 1986).

A line and a place where a batch is collected are such heaps: they need no memory of their own, and
their first token is the root. The order is (priority, order, case, step, visit,
instance).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from procsim.simulation.compiled import fields as f
from procsim.simulation.compiled.jit import kernel

if TYPE_CHECKING:
    from procsim.simulation.compiled.world import Table


@kernel
def first_of_two(rows: Table, a: int, b: int) -> bool:
    """Whether token `a` comes before token `b`."""
    if rows[a, f.PRIORITY] != rows[b, f.PRIORITY]:
        return bool(rows[a, f.PRIORITY] < rows[b, f.PRIORITY])
    if rows[a, f.ORDER] != rows[b, f.ORDER]:
        return bool(rows[a, f.ORDER] < rows[b, f.ORDER])
    if rows[a, f.CASE] != rows[b, f.CASE]:
        return bool(rows[a, f.CASE] < rows[b, f.CASE])
    if rows[a, f.STEP] != rows[b, f.STEP]:
        return bool(rows[a, f.STEP] < rows[b, f.STEP])
    if rows[a, f.VISIT] != rows[b, f.VISIT]:
        return bool(rows[a, f.VISIT] < rows[b, f.VISIT])
    return bool(rows[a, f.INSTANCE] < rows[b, f.INSTANCE])


@kernel
def with_token(rows: Table, root: int, token: int) -> int:
    """The root of a heap after a token was put in."""
    rows[token, f.CHILD] = f.NIL
    rows[token, f.SIBLING] = f.NIL
    return token if root == f.NIL else _joined(rows, root, token)


@kernel
def without_token(rows: Table, root: int, token: int) -> int:
    """The root of a heap after any of its tokens was taken out."""
    if token == root:
        return without_first(rows, root)
    before, after = rows[token, f.BACK], rows[token, f.SIBLING]
    if rows[before, f.CHILD] == token:
        rows[before, f.CHILD] = after
    else:
        rows[before, f.SIBLING] = after
    if after != f.NIL:
        rows[after, f.BACK] = before
    below = without_first(rows, token)
    return root if below == f.NIL else _joined(rows, root, below)


@kernel
def without_first(rows: Table, root: int) -> int:
    """The root of a heap after its first token was taken out."""
    pairs = f.NIL
    child = rows[root, f.CHILD]
    while child != f.NIL:
        other = rows[child, f.SIBLING]
        rest = f.NIL
        if other != f.NIL:
            rest = rows[other, f.SIBLING]
            child = _joined(rows, child, other)
        rows[child, f.SIBLING] = pairs
        pairs = child
        child = rest
    found = f.NIL
    while pairs != f.NIL:
        rest = rows[pairs, f.SIBLING]
        rows[pairs, f.SIBLING] = f.NIL
        found = pairs if found == f.NIL else _joined(rows, found, pairs)
        pairs = rest
    return found


@kernel
def _joined(rows: Table, a: int, b: int) -> int:
    if first_of_two(rows, b, a):
        a, b = b, a
    child = rows[a, f.CHILD]
    if child != f.NIL:
        rows[child, f.BACK] = b
    rows[b, f.SIBLING] = child
    rows[b, f.BACK] = a
    rows[a, f.CHILD] = b
    return a
