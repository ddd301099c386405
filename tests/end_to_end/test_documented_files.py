"""The page on files is true: its examples are read, its keys and verbs are those of the code."""

import re
from pathlib import Path

import pytest

from procsim import files
from procsim.errors import InputError
from procsim.files.distribution_text import distribution
from procsim.files.fields.scenario import SCENARIO_FILE
from procsim.files.fields.table import LATER
from procsim.files.models import MODEL_TABLE
from procsim.files.verbs import VERBS
from tests.end_to_end.documents import Block, blocks, section, write_files

PAGE = "docs/files.md"
CHANGES = [block for block in blocks(PAGE) if block.text.startswith("changes:\n")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The complete example of the page."""
    write_files(PAGE, tmp_path)
    return tmp_path


def test_the_complete_example_is_a_model_and_a_scenario(folder: Path) -> None:
    model = files.read_model(folder / "model.yaml")
    (scenario,) = files.read_scenarios(folder / "scenario.yaml")

    assert list(model.processes) == ["payroll"]
    assert scenario.parts == ("Centre", "remove payroll.review")


@pytest.mark.parametrize("block", CHANGES, ids=lambda block: f"line {block.line}")
def test_every_change_can_be_made_to_the_example(block: Block, folder: Path) -> None:
    for number, line in enumerate(block.text.splitlines()[1:]):
        path = folder / f"scenario{number}.yaml"
        text = f"procsim: 1\nscenario: example\nbaseline: model.yaml\nchanges:\n{line}\n"
        path.write_text(text, encoding="utf-8")

        (scenario,) = files.read_scenarios(path)

        assert scenario.model != scenario.baseline, line


def test_every_verb_has_an_example_and_every_example_a_verb() -> None:
    shown = {match for block in CHANGES for match in re.findall(r"^  - \{(\w+):", block.text, re.M)}

    assert shown == set(VERBS)


def test_every_key_of_a_model_and_of_a_scenario_is_described() -> None:
    model, scenario = section(PAGE, "Keys of a model"), section(PAGE, "Scenarios")

    assert [each.key for each in MODEL_TABLE.fields if f"`{each.key}`" not in model] == []
    assert [each.key for each in SCENARIO_FILE.fields if f"`{each.key}`" not in scenario] == []


def test_every_distribution_of_the_page_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "times.csv").write_text("minutes\n5\n9\n30\n", encoding="utf-8")
    rows = [
        line.split("|")[1] for line in section(PAGE, "Distributions").splitlines() if "`" in line
    ]
    written = [text for row in rows for text in re.findall(r"`([^`]+)`", row)]
    assert len(written) >= 14

    for text in written:
        is_number = text.startswith(("normal", "poisson", "discrete 1="))
        distribution(text, "number" if is_number else "time", tmp_path)


def test_what_is_not_read_yet_is_named_and_refused(folder: Path) -> None:
    page = section(PAGE, "Not yet")
    assert [key for key in sorted(LATER - {"message", "per_head"}) if f"`{key}`" not in page] == []

    model = folder / "model.yaml"
    text = model.read_text(encoding="utf-8")
    model.write_text(text + "constraints: [{keep_office: dakar}]\n", encoding="utf-8")
    with pytest.raises(InputError, match="P112 'constraints' is not supported in this version"):
        files.read_model(model)
