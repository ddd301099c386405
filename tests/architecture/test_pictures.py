"""The examples of docs/semantics.md can be run, and their pictures show what they say today."""

import re
from typing import Final

import pytest

from procsim.report.maps import defects, layout
from tests.architecture.generated_pictures import EXAMPLES, PICTURES, examples, picture
from tests.architecture.sources import ROOT

NAMES: Final = sorted(path.stem for path in EXAMPLES.glob("*.yaml") if path.stem != "model")
#: A picture on the page, and the example that follows it, if there is one.
_SHOWN: Final = re.compile(r"\]\(pictures/(\w+)\.svg\)\n*(?:```yaml\n(.*?)```)?", re.DOTALL)


def test_every_example_is_named_by_the_model_under_the_name_of_its_file() -> None:
    assert sorted(examples().processes) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_is_up_to_date(name: str) -> None:
    kept = (PICTURES / f"{name}.svg").read_text(encoding="utf-8")
    assert kept == picture(name), "run `make docs`"


def test_every_picture_has_its_example() -> None:
    assert sorted(path.stem for path in PICTURES.iterdir()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_has_no_defects(name: str) -> None:
    model = examples()
    assert defects(layout(model.processes[name], model, orientation="horizontal")) == []


def test_what_the_page_shows_under_a_picture_is_part_of_its_example() -> None:
    page = (ROOT / "docs" / "semantics.md").read_text(encoding="utf-8")
    shown = [(name, text) for name, text in _SHOWN.findall(page) if text]
    assert [
        name
        for name, text in shown
        if text not in (EXAMPLES / f"{name}.yaml").read_text(encoding="utf-8")
    ] == []
