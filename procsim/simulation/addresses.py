"""Luck has an address: every draw is a pure function of who draws what, when and for which purpose.

A 64-bit state absorbs the words of an address one by one; the splitmix64 finaliser (Steele, Lea
and Flood 2014, "Fast splittable pseudorandom number generators") is applied to the word and to
the state. Words are hashes of ids, never positions, so unrelated parts of a model change nothing.
"""

from __future__ import annotations

import hashlib
from typing import Final

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint64]

_GOLDEN: Final = 0x9E3779B97F4A7C15
_FIRST: Final = 0xBF58476D1CE4E5B9
_SECOND: Final = 0x94D049BB133111EB
_MASK: Final = (1 << 64) - 1


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
        return _finalise_column(states ^ np.uint64(_finalise((words + _GOLDEN) & _MASK)))
    return _finalise_column(states ^ _finalise_column(words + np.uint64(_GOLDEN)))


def uniforms(states: Words) -> NDArray[np.float64]:
    """A number in the open interval (0, 1) for each state: the middle of one of 2⁵² cells."""
    cells = (_finalise_column(states + np.uint64(_GOLDEN)) >> np.uint64(12)).astype(np.float64)
    return (cells + 0.5) * 2.0**-52


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
    words = (words ^ (words >> np.uint64(30))) * np.uint64(_FIRST)
    words = (words ^ (words >> np.uint64(27))) * np.uint64(_SECOND)
    return words ^ (words >> np.uint64(31))
