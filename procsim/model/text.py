"""Titles in several languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Title:
    """A text by language code; a text given without a language stands under `""` and serves all."""

    by_language: Mapping[str, str]

    def into(self, language: str) -> str:
        """The text in `language`, else the one without a language, else English, else the first."""
        for key in (language, "", "en"):
            if key in self.by_language:
                return self.by_language[key]
        return next(iter(self.by_language.values()))

    def followed_by(self, text: str) -> Title:
        """The title with a text behind it that needs no translation."""
        return Title({language: f"{own} {text}" for language, own in self.by_language.items()})


def plain(text: str) -> Title:
    """A title that reads the same in every language."""
    return Title({"": text})
