"""The fixed texts of reports and figures in the reader's language.

A catalogue is a plain mapping in `procsim.report.languages`; English is complete and stands in
where another language lacks a text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from procsim.errors import UsageError
from procsim.report.languages.en import TEXTS as ENGLISH
from procsim.report.languages.es import TEXTS as SPANISH
from procsim.report.languages.fr import TEXTS as FRENCH
from procsim.report.languages.zh import TEXTS as CHINESE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from procsim.model.scenario import LikelyRename

CATALOGUES: Final[Mapping[str, Mapping[str, str]]] = {
    "en": ENGLISH,
    "fr": FRENCH,
    "es": SPANISH,
    "zh": CHINESE,
}
LANGUAGES: Final = tuple(CATALOGUES)


@dataclass(frozen=True, slots=True)
class Words:
    """All fixed texts in one language."""

    language: str

    def __post_init__(self) -> None:
        if self.language not in CATALOGUES:
            known = ", ".join(LANGUAGES)
            raise UsageError(f"no texts in language {self.language!r}: use one of {known}")

    def __call__(self, key: str, /, **values: object) -> str:
        """The text of a key with its blanks filled in."""
        text = CATALOGUES[self.language].get(key, ENGLISH[key])
        return text.format(**values) if values else text

    def name(self, key: str, otherwise: str) -> str:
        """The text of a key that a newer part of procsim may have introduced."""
        return self(key) if key in ENGLISH else otherwise

    def kpi(self, id_: str, statistic: str = "") -> str:
        """The name of an indicator; a quantile is named, a mean or total is not."""
        name = self.name(f"kpi.{id_}", id_)
        return self(f"of.{statistic}", name=name) if statistic in ("p50", "p90", "p95") else name

    def listed(self, items: Iterable[str]) -> str:
        """`a, b and c`."""
        *first, last = items
        if not first:
            return last
        return f"{self('list.comma').join(first)}{self('list.and')}{last}"

    def warning(self, found: LikelyRename) -> str:
        """What to do about a step that seems to be renamed."""
        return self(
            "warning.renamed", before=found.before, after=found.after, luck_of=found.luck_of
        )

    def sentences(self, texts: Iterable[str]) -> str:
        """Sentences one after another."""
        return self("list.sentence").join(texts)
