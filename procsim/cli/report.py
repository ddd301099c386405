"""`procsim report`: the page of a study that was kept, in another language, without a run."""

from __future__ import annotations

from procsim.cli.console import tell_result
from procsim.cli.options import Lang, Language, Page, StudyFolder


def report(folder: StudyFolder, lang: Lang = Language.en, output: Page = None) -> None:
    """Write the report of a kept study again, in another language; nothing is run."""
    from procsim.study import read_study, write_report

    target = output or folder / f"report.{lang.value}.html"
    write_report(read_study(folder), target, language=lang.value)
    tell_result(str(target))
