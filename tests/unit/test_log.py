"""How the rows of a log are kept."""

import numpy as np

from procsim.simulation.log import ACTIVITY_COLUMNS, Rows


def kept(**columns):
    rows = Rows()
    rows.add(np.array([columns.get(name, (0, 0)) for name in ACTIVITY_COLUMNS], dtype=np.int64))
    return rows.close()


def test_instants_keep_their_width_where_they_equal_the_codes_before_them():
    found = kept(member=(0, 7), ready=(0, 7))
    assert (found.member.dtype, found.ready.dtype) == (np.int32, np.int64)
    assert found.ready.tolist() == [0, 7]


def test_instants_like_those_before_them_are_kept_once():
    found = kept(ready=(3, 5), handed=(3, 5), released=(3, 6))
    assert found.handed is found.ready
    assert found.released.tolist() == [3, 6]
