"""When enough people are there together."""

import numpy as np
import pytest

from procsim.analysis.crowds import enough, together
from procsim.model.open_time import OpenTime


def open_time(*intervals):
    opens, closes = np.array(intervals, dtype=np.int64).reshape(-1, 2).T
    return OpenTime(opens, opens, closes)


def intervals(time):
    return list(zip(time.opens.tolist(), time.closes.tolist(), strict=True))


MORNING = open_time((8, 12), (32, 36))
DAY = open_time((9, 17), (33, 41))
LATE = open_time((12, 20))
EVER = (-100, 100)


@pytest.mark.parametrize(
    ("need", "expected"),
    [(1, [(8, 20), (32, 41)]), (2, [(9, 17), (33, 36)]), (3, [])],
)
def test_at_least_so_many_are_there(need, expected):
    (found,) = enough([(need, [MORNING, DAY, LATE])])
    assert intervals(found) == expected


def test_several_questions_do_not_touch_each_other():
    found = enough([(1, [LATE]), (2, [DAY, LATE]), (1, []), (1, [MORNING, DAY])])
    assert [intervals(each) for each in found] == [
        [(12, 20)],
        [(12, 17)],
        [],
        [(8, 17), (32, 41)],
    ]


def test_who_comes_as_another_leaves_makes_no_gap():
    (found,) = enough([(1, [MORNING, LATE])])
    assert intervals(found) == [(8, 20), (32, 36)]


def test_a_team_is_there_when_every_place_can_be_taken():
    either_and_third = ((1, (0, 1)), (1, (2,)))
    both_first = ((2, (0, 1)),)
    found = together([either_and_third, both_first], [MORNING, DAY, LATE], EVER)
    assert [intervals(each) for each in found] == [[(12, 17)], [(9, 12), (33, 36)]]


def test_only_what_reaches_into_the_span_is_looked_at():
    (found,) = together([((1, (0, 1)),)], [MORNING, DAY, LATE], (20, 34))
    assert intervals(found) == [(32, 41)]
