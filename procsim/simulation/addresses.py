"""Luck has an address: every draw is a pure function of who draws what, when and for which purpose.

A 64-bit state absorbs the words of an address one by one; the splitmix64 finaliser (Steele, Lea
and Flood 2014, "Fast splittable pseudorandom number generators") is applied to the word and to
the state. Words are hashes of ids, never positions, so unrelated parts of a model change nothing.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final, TypeVar

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Callable

S = TypeVar("S", np.uint64, np.float64)
Words = NDArray[np.uint64]

_GOLDEN: Final = 0x9E3779B97F4A7C15
_FIRST: Final = 0xBF58476D1CE4E5B9
_SECOND: Final = 0x94D049BB133111EB
_MASK: Final = (1 << 64) - 1
_PIECE: Final = 1 << 13
"""Words of a column that are worked on at a time."""

# Arrays without a dimension: numpy turns a scalar into one at every use, which is half the time of
# a short column.
_STEP: Final = np.array(_GOLDEN, dtype=np.uint64)
_FIRST_FACTOR: Final = np.array(_FIRST, dtype=np.uint64)
_SECOND_FACTOR: Final = np.array(_SECOND, dtype=np.uint64)
_TWELVE, _TWENTY_SEVEN, _THIRTY, _THIRTY_ONE = (
    np.array(bits, dtype=np.uint64) for bits in (12, 27, 30, 31)
)


class Purpose:
    """What a draw is for: the last word of an address."""

    ARRIVAL: Final = 1
    THINNING: Final = 2
    COUNT: Final = 3
    WORK: Final = 4
    DELAY: Final = 5
    CHOICE: Final = 6
    HAND_OVER: Final = 7
    SETUP: Final = 8
    ABSENCE: Final = 9
    FACT: Final = 10
    TIMES: Final = 11
    """How often a task is repeated."""
    ERROR: Final = 12
    DEADLINE: Final = 13
    EVERY: Final = 14
    """The time to a repetition of a deadline."""
    PRIORITY: Final = 15
    DUE: Final = 16
    STARTED: Final = 17
    """How many cases a step starts."""
    VACANCY: Final = 19
    TURNOVER: Final = 20


def word_of(text: str) -> int:
    """The 64-bit word of an id."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little")


def address(*words: int) -> int:
    """The state after absorbing `words`, for addresses that are not columns."""
    state = 0
    for word in words:
        state = _finalise(state ^ _finalise((word + _GOLDEN) & _MASK))
    return state


def absorb(states: Words, words: Words | int) -> Words:
    """Column-wise: the states after each has absorbed its word (or the one word given)."""
    if isinstance(words, int):
        word = np.array(_finalise((words + _GOLDEN) & _MASK), dtype=np.uint64)
        return _in_pieces(lambda part: _finalise_column(part ^ word), np.uint64, states)
    return _in_pieces(_absorbed, np.uint64, states, words)


def uniforms(states: Words) -> NDArray[np.float64]:
    """A number in the open interval (0, 1) for each state: the middle of one of 2⁵² cells."""
    return _in_pieces(_uniforms, np.float64, states)


def numbered(states: Words, counts: NDArray[np.int64]) -> NDArray[np.float64]:
    """So many draws of each state, one after the other: by their number, from 0."""
    first = np.repeat(np.cumsum(counts) - counts, counts)
    numbers = np.arange(first.size) - first
    return uniforms(absorb(np.repeat(states, counts), numbers.astype(np.uint64)))


def draws_digest() -> str:
    """A short digest of test vectors: numbers, and what libraries make of them.

    Two machines with the same digest draw the same luck; with another one (another numpy or scipy,
    another processor) the last bits of a draw may differ.
    """
    from scipy.special import ndtri

    states = absorb(np.arange(256, dtype=np.uint64), 1)
    numbers = uniforms(states)
    made = (numbers, np.log(numbers), np.exp(numbers), numbers**0.3, ndtri(numbers))
    return hashlib.sha256(np.concatenate(made).tobytes()).hexdigest()[:12]


def _finalise(word: int) -> int:
    word = ((word ^ (word >> 30)) * _FIRST) & _MASK
    word = ((word ^ (word >> 27)) * _SECOND) & _MASK
    return word ^ (word >> 31)


def _finalise_column(words: Words) -> Words:
    mixed = words >> _THIRTY
    mixed ^= words
    mixed *= _FIRST_FACTOR
    mixed ^= mixed >> _TWENTY_SEVEN
    mixed *= _SECOND_FACTOR
    mixed ^= mixed >> _THIRTY_ONE
    return mixed


def _absorbed(states: Words, words: Words) -> Words:
    return _finalise_column(states ^ _finalise_column(words + _STEP))


def _uniforms(states: Words) -> NDArray[np.float64]:
    words = _finalise_column(states + _STEP)
    words >>= _TWELVE
    cells = words.astype(np.float64)
    cells += 0.5
    cells *= 2.0**-52
    return cells


def _in_pieces(function: Callable[..., NDArray[S]], kind: type[S], *columns: Words) -> NDArray[S]:
    """`function` of long columns, in pieces that stay in the cache of a processor: memory for what
    is between, fresh from the system, would cost several times the arithmetic."""
    size = columns[0].size
    if size <= _PIECE:
        return function(*columns)
    result = np.empty(size, dtype=kind)
    for first in range(0, size, _PIECE):
        here = slice(first, first + _PIECE)
        result[here] = function(*(column[here] for column in columns))
    return result
