"""A study's folder: complete or absent, the same for the same seed, and enough to report again."""

import hashlib
import json
from pathlib import Path

import pandas as pd
import pytest

from procsim.study import compare, read_study, unfinished
from procsim.study.unfinished import Unfinished
from tests.end_to_end.command import Answer, procsim, write_inputs

TABLES = [
    "kpis",
    "effects",
    "shifts",
    "bridge",
    "checks",
    "observed",
    "targets",
    "unstable",
    "assumptions",
    "load",
    "costs",
    "changes",
]


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("inputs")
    write_inputs(folder)
    return folder


@pytest.fixture(scope="module")
def study(inputs: Path) -> Path:
    """A study of two scenarios, one of them overloaded."""
    answer = made(inputs, "results/study", "scenarios/overloaded.yaml")
    assert answer.status == 0, answer.err
    return inputs / "results" / "study"


def made(inputs: Path, name: str, *more: str, jobs: int = 1) -> Answer:
    scenarios = ("scenarios/faster.yaml", *more)
    return procsim("compare", *scenarios, "-n", 3, "--jobs", jobs, "-o", name, cwd=inputs)


def digests(folder: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted((folder / "tables").iterdir())
    }


def test_the_assumptions_name_what_a_scenario_brings(study: Path) -> None:
    table = pd.read_csv(study / "tables" / "assumptions.csv")

    brought = table[table.scenario != "baseline"]

    assert set(brought.scenario) == {"faster", "overloaded"}
    assert all(file.endswith((".yaml", ".csv")) for file in brought.file)


def test_every_change_says_file_and_line_in_the_names_of_the_manifest(study: Path) -> None:
    manifest = json.loads((study / "manifest.json").read_text(encoding="utf-8"))
    changes = pd.read_csv(study / "tables" / "changes.csv")
    assumptions = pd.read_csv(study / "tables" / "assumptions.csv")
    kept = {each["kept"] for each in manifest["inputs"]}

    assert kept == {name for name, _ in manifest["identity"]["files"]}
    assert set(changes.file) <= kept
    assert set(assumptions.file) <= kept
    assert (changes.line > 1).all()
    first = changes.iloc[0]
    assert f"[{first.file}:{first.line}]" in (study / "differences.txt").read_text(encoding="utf-8")


def test_a_study_read_back_has_the_same_places(study: Path) -> None:
    again = read_study(study)

    written = pd.read_csv(study / "tables" / "changes.csv")
    scenarios = [each.scenario for each in again.comparison.scenarios]
    places = [e.place for s in scenarios for change in s.changes for e in change.edits]
    assert [(place.file, place.line) for place in places] == list(
        zip(written.file, written.line, strict=True)
    )


def test_a_study_holds_everything_that_was_promised(study: Path) -> None:
    names = {path.relative_to(study).as_posix() for path in study.rglob("*")}

    assert {"manifest.json", "differences.txt", "report.html"} <= names
    assert {f"tables/{name}.{kind}" for name in TABLES for kind in ("csv", "parquet")} <= names
    assert {
        f"tables/{what}-{id_}.parquet"
        for what in ("cases", "activities")
        for id_ in ("baseline", "faster", "overloaded")
    } <= names
    assert {"maps/baseline-permit.svg", "maps/faster-permit.svg"} <= names
    assert "inputs/model/arrivals.csv" in names
    assert [path.name for path in study.parent.iterdir()] == ["study"]


def test_the_manifest_says_what_the_study_is_made_of(study: Path) -> None:
    manifest = json.loads((study / "manifest.json").read_text(encoding="utf-8"))

    assert manifest["identity"]["seed"] == 1
    assert manifest["identity"]["replications"] == 3
    assert {"python", "numpy", "scipy"} <= set(manifest["environment"])
    for each in manifest["inputs"]:
        kept = (study / "inputs" / each["kept"]).read_bytes()
        assert hashlib.sha256(kept).hexdigest() == each["sha256"]


def test_the_differences_are_printed_with_their_reasons(study: Path) -> None:
    text = (study / "differences.txt").read_text(encoding="utf-8")

    assert "faster: Faster checks\n" in text
    assert "→" in text
    assert "(Less work)" in text


def test_csv_and_parquet_say_the_same(study: Path) -> None:
    parquet = pd.read_parquet(study / "tables" / "kpis.parquet")
    text = pd.read_csv(study / "tables" / "kpis.csv")

    pd.testing.assert_frame_equal(parquet, text, check_dtype=False)


def test_tables_are_the_same_bytes_with_one_job_and_with_two(inputs: Path, study: Path) -> None:
    assert made(inputs, "two", "scenarios/overloaded.yaml", jobs=2).status == 0

    assert digests(inputs / "two") == digests(study)


def test_a_report_from_the_folder_is_the_report_of_the_run(study: Path, tmp_path: Path) -> None:
    again = procsim("report", study, "-o", tmp_path / "again.html")
    chinese = procsim("report", study, "--lang", "zh")

    assert (again.status, chinese.status) == (0, 0), again.err
    assert (tmp_path / "again.html").read_bytes() == (study / "report.html").read_bytes()
    assert chinese.out == f"{study / 'report.zh.html'}\n"
    assert "许可" in (study / "report.zh.html").read_text(encoding="utf-8")
    (study / "report.zh.html").unlink()


def test_a_kept_study_has_the_figures_of_the_run(
    inputs: Path, study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(inputs)
    run = compare("scenarios/faster.yaml", "scenarios/overloaded.yaml", replications=3)

    kept = read_study(study)

    pd.testing.assert_frame_equal(kept.effects, run.effects, check_exact=True)
    pd.testing.assert_frame_equal(kept.kpis, run.kpis, check_exact=True)
    assert repr(kept.bars) == repr(run.bars)  # NaN is not equal to itself
    assert [each.subject for each in kept.checks] == [each.subject for each in run.checks]
    assert kept.comparison.baseline.model.inputs == run.comparison.baseline.model.inputs


def test_a_changed_input_is_noticed(study: Path) -> None:
    kept = study / "inputs" / "model" / "arrivals.csv"
    before = kept.read_bytes()
    kept.write_bytes(before.replace(b"700", b"701"))

    answer = procsim("report", study)

    kept.write_bytes(before)
    assert answer.status == 2
    assert "is not the file that the study was made of" in answer.err


def test_a_folder_of_something_else_is_refused_even_with_force(inputs: Path) -> None:
    other = inputs / "other"
    other.mkdir()
    (other / "thesis.txt").write_text("mine", encoding="utf-8")

    answer = procsim(
        "compare", "scenarios/faster.yaml", "-n", 1, "-o", "other", "--force", cwd=inputs
    )

    assert answer.status == 2
    assert answer.err == "procsim: other exists and is no study of procsim: choose another name\n"
    assert [path.name for path in other.iterdir()] == ["thesis.txt"]


def test_a_study_is_replaced_only_with_force(inputs: Path, study: Path) -> None:
    run = ("compare", "scenarios/faster.yaml", "-n", 2, "--jobs", 1, "-o", "own")
    assert procsim(*run, cwd=inputs).status == 0

    refused = procsim(*run, "--seed", 2, cwd=inputs)
    replaced = procsim(*run, "--seed", 3, "--force", cwd=inputs)

    manifest = json.loads((inputs / "own" / "manifest.json").read_text(encoding="utf-8"))
    assert (refused.status, replaced.status) == (2, 0)
    assert refused.err == "procsim: own exists: --force replaces it\n"
    assert manifest["identity"]["seed"] == 3
    assert not list(inputs.glob(".own*"))


def test_a_place_that_cannot_be_written_is_one_line(inputs: Path) -> None:
    (inputs / "file").write_text("", encoding="utf-8")

    answer = procsim("compare", "scenarios/faster.yaml", "-n", 1, "-o", "file/study", cwd=inputs)

    assert answer.status == 2
    assert answer.err.startswith("procsim: cannot write ")
    assert len(answer.err.splitlines()) == 1


def test_a_simulation_keeps_every_case_and_activity(inputs: Path) -> None:
    run = ("simulate", "model/model.yaml", "-n", 2, "--jobs", 1, "-o", "run")

    answer = procsim(*run, cwd=inputs)

    tables = inputs / "run" / "tables"
    assert answer.status == 0
    assert set(pd.read_parquet(tables / "cases.parquet")["replication"]) == {0, 1}
    assert set(pd.read_parquet(tables / "activities.parquet")["step"]) == {"check", "sign"}
    assert (tables / "kpis.csv").is_file()


@pytest.mark.parametrize(("keep", "replications"), [("sample", {0}), ("none", set())])
def test_a_simulation_keeps_the_logs_that_were_asked_for(
    inputs: Path, keep: str, replications: set[int]
) -> None:
    run = ("simulate", "model/model.yaml", "-n", 2, "--jobs", 1, "--keep", keep, "-o", keep)

    answer = procsim(*run, cwd=inputs)

    tables = inputs / keep / "tables"
    kept = [pd.read_parquet(path) for path in sorted(tables.glob("[ac]*.parquet"))]
    assert answer.status == 0
    assert [set(table["replication"]) for table in kept] == [replications] * len(kept)
    assert len(kept) == (2 if replications else 0)
    assert (tables / "kpis.csv").is_file()


def test_replications_that_are_there_are_not_run_again_and_progress_counts_them(
    inputs: Path, tmp_path: Path
) -> None:
    told: list[tuple[int, int]] = []

    def run(part: Unfinished, *, stop_after: int | None = None) -> None:
        def count(done: int, total: int) -> None:
            told.append((done, total))
            if done == stop_after:
                raise KeyboardInterrupt

        scenario = inputs / "scenarios" / "faster.yaml"
        compare(scenario, replications=2, keep="all", part=part, progress=count)

    target = tmp_path / "study"
    with (
        pytest.raises(KeyboardInterrupt),
        unfinished(target, force=False, resume=False, tell=told_nobody) as part,
    ):
        run(part, stop_after=2)
    first = told[:]
    told.clear()
    with unfinished(target, force=False, resume=True, tell=told_nobody) as part:
        run(part)
        kept = [path.name for path in sorted(part.replications(0).iterdir())]
        part.complete.mkdir()

    # AS-IS, the scenario and the one step of the bridge between them, twice each.
    assert first == [(0, 6), (1, 6), (2, 6)]
    assert told == [(2, 6), (3, 6), (4, 6), (5, 6), (6, 6)]
    assert kept == [
        f"{name}-00000{each}.parquet"
        for name in ("activities", "cases", "measurements")
        for each in (0, 1)
    ]


def told_nobody(message: str) -> None:
    """Nobody listens."""
