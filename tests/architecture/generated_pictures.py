"""The pictures of docs/semantics.md: docs/pictures/*.svg, a map of each example in docs/examples.

`make docs` writes them; a test says when that has been forgotten.
"""

from functools import cache
from typing import Final

from procsim.files import read_model
from procsim.model.model import Model
from procsim.report.maps import layout, to_svg
from tests.architecture.sources import ROOT

EXAMPLES: Final = ROOT / "docs" / "examples"
PICTURES: Final = ROOT / "docs" / "pictures"


@cache
def examples() -> Model:
    """The model that names every example."""
    return read_model(EXAMPLES / "model.yaml")


def picture(process: str) -> str:
    """The map of an example, from left to right: it stands between lines of text."""
    model = examples()
    return to_svg(layout(model.processes[process], model, orientation="horizontal"))


def main() -> None:
    """Write every picture, and take away those whose example is gone."""
    PICTURES.mkdir(exist_ok=True)
    for old in PICTURES.glob("*.svg"):
        if old.stem not in examples().processes:
            old.unlink()
    for process in examples().processes:
        path = PICTURES / f"{process}.svg"
        path.write_text(picture(process), encoding="utf-8", newline="\n")
    print(f"wrote {len(examples().processes)} maps into docs/pictures")


if __name__ == "__main__":
    main()
