"""Addressed draws: the generator against published vectors, and the numbers against chance."""

import numpy as np
import pytest
from scipy import stats

from procsim.simulation.addresses import (
    Purpose,
    _finalise,
    _finalise_column,
    absorb,
    address,
    uniforms,
    word_of,
)

GOLDEN = 0x9E3779B97F4A7C15
SEED = 1234567
#: The first outputs of splitmix64 for seed 1234567 (S. Vigna, splitmix64.c; Rosetta Code,
#: "Pseudo-random numbers/Splitmix64").
PUBLISHED = (
    6457827717110365317,
    3203168211198807973,
    9817491932198370423,
    4593380528125082431,
    16408922859458223821,
)


def columns(count, *words):
    """Uniform numbers of `count` neighbouring addresses."""
    states = np.full(count, address(*words), dtype=np.uint64)
    return uniforms(absorb(states, np.arange(count, dtype=np.uint64)))


def test_the_finaliser_is_that_of_splitmix64():
    counters = [(SEED + k * GOLDEN) % 2**64 for k in range(1, 6)]
    assert tuple(_finalise(counter) for counter in counters) == PUBLISHED
    assert tuple(_finalise_column(np.array(counters, dtype=np.uint64)).tolist()) == PUBLISHED


def test_columns_and_single_addresses_agree():
    words = np.array([0, 1, 2**63, 2**64 - 1], dtype=np.uint64)
    states = absorb(absorb(np.full(4, address(7, 3), dtype=np.uint64), words), Purpose.WORK)
    expected = [address(7, 3, int(word), Purpose.WORK) for word in words]
    assert states.tolist() == expected


def test_numbers_lie_strictly_between_zero_and_one():
    edges = np.array([0, 2**64 - 1], dtype=np.uint64)
    assert (uniforms(edges) > 0).all()
    assert (uniforms(edges) < 1).all()
    numbers = columns(1_000_000, 1)
    assert 0 < numbers.min() < 1e-4
    assert 1 - 1e-4 < numbers.max() < 1


@pytest.mark.parametrize("words", [(0,), (1,), (1, 0), (2**63, 5), (20_260_101, 3, 1 << 32)])
def test_numbers_of_neighbouring_addresses_are_uniform(words):
    """Chi-square over 1,000 cells of a million numbers."""
    counts = np.histogram(columns(1_000_000, *words), bins=1_000, range=(0, 1))[0]
    assert stats.chisquare(counts).pvalue > 1e-4


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((1, 0), (1, 1)),  # replications
        ((1, 0), (2, 0)),  # seeds
        ((1, word_of("a")), (1, word_of("b"))),
        ((1, Purpose.WORK), (1, Purpose.DELAY)),
        ((1, Purpose.WORK), (1, Purpose.WORK | 1 << 32)),  # visits
    ],
)
def test_columns_that_differ_in_one_word_are_independent(one, other):
    """Chi-square over 30 × 30 cells of a million pairs."""
    pairs = (columns(1_000_000, *one), columns(1_000_000, *other))
    counts = np.histogram2d(*pairs, bins=30, range=((0, 1), (0, 1)))[0]
    assert stats.chisquare(counts.ravel()).pvalue > 1e-4


def test_numbers_that_follow_each_other_are_independent():
    numbers = columns(1_000_001, 5)
    counts = np.histogram2d(numbers[:-1], numbers[1:], bins=30, range=((0, 1), (0, 1)))[0]
    assert stats.chisquare(counts.ravel()).pvalue > 1e-4


def test_the_order_of_words_matters():
    assert address(1, 2) != address(2, 1)
    assert address(0) != address(0, 0)


def test_an_id_is_a_word_of_64_bits():
    """BLAKE2b of 8 bytes, little-endian (RFC 7693)."""
    import hashlib

    expected = int.from_bytes(hashlib.blake2b(b"payroll", digest_size=8).digest(), "little")
    assert word_of("payroll") == expected
    assert word_of("payroll") != word_of("payrol1")
