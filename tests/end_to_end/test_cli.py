"""The command as users type it: exit statuses, what goes where, and rows for programs."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from procsim.files.problems import display_width
from tests.end_to_end.command import SHIPPED, procsim, write_inputs

KEYS = [
    "scenario",
    "process",
    "scope",
    "id",
    "kpi",
    "statistic",
    "unit",
    "mean",
    "low",
    "high",
    "replications",
]
EFFECT_KEYS = ["baseline", "difference", "difference_low", "difference_high", "verdict"]


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("inputs")
    write_inputs(folder)
    return folder


def test_help_imports_nothing_heavy() -> None:
    heavy = "{'numpy', 'pandas', 'matplotlib', 'scipy', 'networkx', 'simpy', 'ruamel'}"
    code = (
        "import sys, procsim.cli\n"
        "sys.argv = ['procsim', '--help']\n"
        "try:\n    procsim.cli.main()\n"
        f"except SystemExit:\n    print('heavy:', sorted({heavy} & set(sys.modules)))\n"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.splitlines()[-1] == "heavy: []"


def test_the_version_is_that_of_the_package() -> None:
    import procsim as package

    assert procsim("--version").out == f"procsim {package.__version__}\n"


def test_a_right_model_is_validated_on_stdout_with_status_0(inputs: Path) -> None:
    answer = procsim("validate", "model/model.yaml", "scenarios/faster.yaml", cwd=inputs)

    assert (answer.status, answer.err) == (0, "")
    assert answer.out.splitlines() == [
        "model/model.yaml: no errors (offices: 2, posts: 3, processes: 1, steps: 5)",
        "scenarios/faster.yaml: no errors (offices: 2, posts: 2.8, processes: 1, steps: 5)",
    ]


def test_a_fact_that_nothing_reads_is_remarked_with_status_0(inputs: Path) -> None:
    permit = inputs / "model" / "permit.yaml"
    text = permit.read_text(encoding="utf-8")
    permit.write_text(f"{text.rstrip()}\ndata: {{fee: 20 USD}}\n", encoding="utf-8")

    answer = procsim("validate", "model/model.yaml", cwd=inputs)

    assert answer.status == 0
    assert answer.out.startswith("model/model.yaml: no errors")
    remark = "model/model.yaml: remark: process 'permit': nothing reads the fact 'fee'\n"
    assert answer.err == remark


def test_the_shipped_model_is_valid_and_its_load_is_printed() -> None:
    answer = procsim("validate", SHIPPED, "--load")

    assert answer.status == 0
    assert "Expected load of pools" in answer.out
    assert "payroll: per case" in answer.out


def test_errors_of_validate_are_results_and_are_told_once(tmp_path: Path) -> None:
    write_inputs(tmp_path)
    permit = tmp_path / "model" / "permit.yaml"
    text = permit.read_text(encoding="utf-8").replace("role: clerk", "role: clrek", 1)
    permit.write_text(text, encoding="utf-8")
    files = ("model/model.yaml", "scenarios/faster.yaml")

    answer = procsim("validate", *files, cwd=tmp_path)
    as_json = procsim("validate", *files, "--format", "json", cwd=tmp_path)
    as_github = procsim("validate", *files, "--format", "github", cwd=tmp_path)

    assert (answer.status, answer.err) == (1, "")
    lines = answer.out.splitlines()
    assert lines[0].endswith("permit.yaml:7:30: error P101 unknown role 'clrek'")
    assert lines[-1] == "1 error(s) in 1 file(s)"
    assert [(row["code"], row["line"]) for row in json.loads(as_json.out)] == [("P101", 7)]
    assert as_json.status == as_github.status == 1
    assert as_github.out.startswith("::error file=")
    assert "line=7,col=30,title=P101::unknown role 'clrek'" in as_github.out


def test_a_model_that_cannot_be_used_stops_a_run_with_status_1_and_an_empty_stdout(
    tmp_path: Path,
) -> None:
    (tmp_path / "model.yaml").write_text("procsim: 1\n", encoding="utf-8")

    answer = procsim("simulate", "model.yaml", cwd=tmp_path)

    assert (answer.status, answer.out) == (1, "")
    assert "error P102" in answer.err
    assert "Traceback" not in answer.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["simulate", "model/model.yaml", "-n", "0"], "Invalid value"),
        (["simulate", "model/model.yaml", "--process", "permt"], "did you mean 'permit'?"),
        (["simulate", "model/model.yaml", "--scope", "offices"], "did you mean 'office'?"),
        (
            ["simulate", "model/model.yaml", "--fail-if", "permit.cycle_tme.p90 > 2 wd"],
            "did you mean 'cycle_time'?",
        ),
        (["compare", "model/model.yaml"], "name at least one scenario file"),
        (["compare", "scenarios/faster.yaml", "--materiality", "5"], "write it as in 5%"),
        (["show", "model/model.yaml", "-o", "map.gif"], "name it .svg, .png or .pdf"),
        (["show", "model/model.yaml", "--process", "permt"], "did you mean 'permit'?"),
        (["report", "model"], "is no study of procsim"),
    ],
)
def test_wrong_usage_is_told_on_stderr_with_status_2(
    inputs: Path, arguments: list[str], words: str
) -> None:
    answer = procsim(*arguments, cwd=inputs)

    assert (answer.status, answer.out) == (2, "")
    assert words in answer.err
    assert "Traceback" not in answer.err


def test_rows_of_simulate_have_exactly_the_promised_keys(inputs: Path) -> None:
    run = ("simulate", "model/model.yaml", "-n", 2, "--jobs", 1)

    as_json = procsim(*run, "--format", "json", cwd=inputs)
    as_csv = procsim(*run, "--format", "csv", "--scope", "office", cwd=inputs)
    as_md = procsim(*run, "--format", "md", cwd=inputs)

    rows = json.loads(as_json.out)
    assert as_json.status == 0
    assert {tuple(row) for row in rows} == {tuple(KEYS)}
    assert {row["scope"] for row in rows} == {"process"}
    assert {row["scenario"] for row in rows} == {"baseline"}
    table = list(csv.DictReader(io.StringIO(as_csv.out)))
    assert list(table[0]) == KEYS
    assert {row["id"] for row in table} == {"geneva", "suva"}
    assert as_md.out.splitlines()[0] == "| " + " | ".join(KEYS) + " |"


def test_rows_of_compare_add_the_difference_and_the_verdict(inputs: Path) -> None:
    answer = procsim(
        *("compare", "scenarios/faster.yaml", "-n", 2, "--jobs", 1, "--format", "json"), cwd=inputs
    )

    rows = json.loads(answer.out)
    assert answer.status == 0
    assert list(rows[0])[:16] == KEYS + EFFECT_KEYS
    assert {row["scenario"] for row in rows} == {"faster"}


def test_an_empty_scenario_differs_by_exactly_nothing(inputs: Path) -> None:
    answer = procsim(
        *("compare", "scenarios/nothing.yaml", "-n", 2, "--jobs", 1),
        *("--format", "json", "--scope", "all"),
        cwd=inputs,
    )

    rows = json.loads(answer.out)
    measured = [row for row in rows if row["difference"] is not None]
    assert len(measured) > 50
    assert {row["difference"] for row in measured} == {0}
    assert {row["verdict"] for row in measured} == {"same"}


def test_the_text_of_compare_says_verdicts_in_the_language_asked_for(inputs: Path) -> None:
    run = ("compare", "scenarios/faster.yaml", "-n", 3, "--jobs", 1)

    english = procsim(*run, cwd=inputs)
    chinese = procsim(*run, "--lang", "zh", cwd=inputs)

    assert "better" in english.out
    assert "加快审核" in chinese.out


def test_the_table_of_compare_fits_120_columns(inputs: Path) -> None:
    done = procsim("compare", "scenarios/faster.yaml", "-n", 3, "--jobs", 1, cwd=inputs)

    lines = done.out.splitlines()
    table = lines[next(n for n, line in enumerate(lines) if line.startswith("──")) - 1 :]
    rows = table[: table.index("")]
    assert max(map(display_width, rows)) <= 120
    assert rows[3].endswith(("better", "worse"))  # What is sure comes first.


@pytest.mark.parametrize(
    ("condition", "status", "words"),
    [
        ("permit.cycle_time.p90 > 200 wd", 0, "': not met by scenario faster, as it should be"),
        ("permit.cycle_time.p90 > 0.01 wd", 1, "check fails: measured 1\u00a0working day ["),
        ("permit.cycle_time.p90 > 0.01 wd", 1, "(calendar '"),
        ("baseline: all.posts.total < 3 posts", 0, "': not met by AS-IS (baseline)"),
        (
            "all.posts.total < 3",
            1,
            "met by scenario faster, so the check fails: measured 2.8\u00a0posts",
        ),
    ],
)
def test_a_condition_that_is_met_is_status_1_and_the_result_is_printed_all_the_same(
    inputs: Path, condition: str, status: int, words: str
) -> None:
    run = ("compare", "scenarios/faster.yaml", "-n", 2, "--jobs", 1, "--format", "csv")

    answer = procsim(*run, "--fail-if", condition, cwd=inputs)

    assert answer.status == status
    assert words in answer.err
    assert answer.out.startswith("scenario,process,scope")


def test_a_figure_that_an_overloaded_pool_touches_fails_the_check(inputs: Path) -> None:
    run = ("simulate", "scenarios/overloaded.yaml", "-n", 2, "--jobs", 1)

    answer = procsim(*run, "--fail-if", "permit.cycle_time.mean > 900 days", cwd=inputs)

    assert answer.status == 1
    assert "no figure for scenario overloaded, so the check fails" in answer.err
    assert "its pools cannot keep up" in answer.err


def test_a_map_is_written_beside_nothing_else_and_never_over_a_file(inputs: Path) -> None:
    first = procsim("show", "model/model.yaml", cwd=inputs)
    again = procsim("show", "model/model.yaml", cwd=inputs)
    forced = procsim("show", "scenarios/faster.yaml", "--force", "--lang", "zh", cwd=inputs)
    png = procsim("show", "model/model.yaml", "-o", "map.png", "--office", "suva", cwd=inputs)

    assert (first.status, first.out) == (0, "permit.svg\n")
    assert (again.status, again.out) == (2, "")
    assert "--force" in again.err
    assert forced.status == 0
    assert "许可" in (inputs / "permit.svg").read_text(encoding="utf-8")
    assert png.status == 0
    assert (inputs / "map.png").read_bytes().startswith(b"\x89PNG")


def test_every_process_of_the_shipped_model_is_drawn(tmp_path: Path) -> None:
    answer = procsim("show", SHIPPED, cwd=tmp_path)

    assert answer.status == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(answer.out.split())


@pytest.mark.parametrize("kind", ["model", "process", "scenario"])
def test_a_schema_is_json_schema(kind: str) -> None:
    answer = procsim("schema", kind)

    assert answer.status == 0
    assert json.loads(answer.out)["$schema"].startswith("https://json-schema.org/")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_init_writes_runs_at_once(tmp_path: Path, language: str) -> None:
    made = procsim("init", "new", "--lang", language, cwd=tmp_path)
    again = procsim("init", "new", cwd=tmp_path)
    new = tmp_path / "new"
    valid = procsim("validate", "model.yaml", "scenario.yaml", "--load", cwd=new)
    ran = procsim("simulate", "model.yaml", "-n", 2, "--jobs", 1, cwd=new)
    compared = procsim("compare", "scenario.yaml", "-n", 2, "--jobs", 1, cwd=new)

    assert made.status == 0
    assert "procsim compare" in made.err
    assert again.status == 2
    assert [each.status for each in (valid, ran, compared)] == [0, 0, 0]
    assert "cannot keep up" not in valid.out
    for name in ("model", "scenario"):
        lines = (new / f"{name}.yaml").read_text(encoding="utf-8").splitlines()
        schema = lines[0].partition("$schema=")[2]
        assert len(lines) <= 40
        assert (new / schema).is_file()


@pytest.mark.skipif(os.name == "nt", reason="pipes work differently on Windows")
def test_a_reader_that_goes_away_is_no_error() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "procsim", "schema", "model"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()

    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(timeout=60) == 141
