"""Tables for the command line: rounded for people, exact for programs."""

import json
from io import StringIO

import numpy as np
import pandas as pd
import pytest

from procsim.report.numbers import MINUS
from procsim.report.tables import FORMATS, render_table

FRAME = pd.DataFrame(
    {
        "scenario": ["baseline", "集中"],
        "id": ["visa", "a|b"],
        "unit": ["days", "share"],
        "mean": [12.345678901234567, -0.123456],
        "low": [np.nan, -0.2],
        "replications": [20, 20],
    }
)


def test_text_is_rounded_and_aligned_by_the_width_on_a_terminal():
    assert render_table(FRAME, "text") == (
        "scenario  id    unit   mean  low  replications\n"
        "────────  ────  ────  ─────  ───  ────────────\n"
        "baseline  visa  days   12.3    –            20\n"
        f"集中      a|b   %     {MINUS}12.3  {MINUS}20            20\n"
    )


def test_markdown_escapes_its_own_signs():
    lines = render_table(FRAME, "md").splitlines()
    assert lines[1] == "| :--- | :--- | :--- | ---: | ---: | ---: |"
    assert lines[3].startswith("| 集中 | a\\|b | % |")


def test_csv_keeps_every_digit_and_the_keys():
    back = pd.read_csv(StringIO(render_table(FRAME, "csv")))
    assert list(back.columns) == list(FRAME.columns)
    assert back["mean"].tolist() == FRAME["mean"].tolist()


def test_json_keeps_every_digit_and_has_no_nan():
    text = render_table(FRAME, "json")
    records = json.loads(text, parse_constant=pytest.fail)
    assert records[0] == {
        "scenario": "baseline",
        "id": "visa",
        "unit": "days",
        "mean": 12.345678901234567,
        "low": None,
        "replications": 20,
    }
    assert "集中" in text


def test_instants_and_spans_are_written_in_iso_8601():
    frame = pd.DataFrame(
        {
            "ended": pd.to_datetime(["2026-01-05T09:30:00Z", None]),
            "work": pd.to_timedelta([90, 60], unit="min"),
        }
    )
    first, second = json.loads(render_table(frame, "json"))
    assert first == {"ended": "2026-01-05T09:30:00+00:00", "work": "P0DT1H30M0S"}
    assert second["ended"] is None


@pytest.mark.parametrize("format_", FORMATS)
def test_an_empty_table_is_still_a_table(format_):
    assert render_table(FRAME.head(0), format_).endswith("\n")


def test_a_tiny_p_value_is_below_a_thousandth():
    frame = pd.DataFrame({"p_adjusted": [0.0000001, 0.0312]})
    assert render_table(frame).splitlines()[2:] == ["    <0.001", "    0.0312"]
