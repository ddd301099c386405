"""`procsim init`: a small model and a scenario that run at once, to be changed into one's own."""

from __future__ import annotations

from enum import StrEnum
from importlib import resources
from pathlib import Path
from typing import Annotated

import typer

from procsim.cli.console import tell, tell_result
from procsim.cli.schema import Kind, schema_text
from procsim.errors import UsageError


class StarterLanguage(StrEnum):
    """Languages of the files."""

    en = "en"
    zh = "zh"


_NAMES = ("model.yaml", "scenario.yaml")
_SCHEMAS = ".procsim"


def init(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="Where.")] = Path(),
    lang: Annotated[
        StarterLanguage, typer.Option("--lang", help="Language of titles and comments.")
    ] = StarterLanguage.en,
) -> None:
    """Write a small model and a scenario that run at once, and schemas for the editor."""
    texts = {folder / name: _starter(lang, name) for name in _NAMES}
    texts |= {folder / _SCHEMAS / f"{kind.value}.schema.json": schema_text(kind) for kind in Kind}
    _refuse_taken(folder)
    try:
        for path, text in texts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            tell_result(str(path))
    except OSError as error:
        raise UsageError(f"cannot write {folder}: {error.strerror or error}") from error
    model, scenario = (_quoted(folder / name) for name in _NAMES)
    tell(
        f"next:\n  procsim validate {model} {scenario} --load\n  procsim show {model}\n"
        f"  procsim simulate {model}\n  procsim compare {scenario} -o results"
    )


def _starter(lang: StarterLanguage, name: str) -> str:
    starter = resources.files("procsim.cli") / "starter" / lang.value / name
    return starter.read_text(encoding="utf-8")


def _refuse_taken(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is not a folder")
    taken = [name for name in (*_NAMES, _SCHEMAS) if (folder / name).exists()]
    if taken:
        raise UsageError(f"{folder} has {', '.join(taken)} already: choose another folder")


def _quoted(path: Path) -> str:
    return f'"{path}"' if " " in str(path) else str(path)
