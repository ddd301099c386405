"""The catalogues: complete, with the same blanks, and a name for every indicator."""

import re

import pytest

from procsim.analysis.kpis import KPIS
from procsim.report.maps.words import LANGUAGES as LANGUAGES_OF_MAPS
from procsim.report.words import CATALOGUES, LANGUAGES, Words

ENGLISH = CATALOGUES["en"]
#: Sentences may leave out the bare or the full form of a number as their grammar asks.
FORMS = {"before_bare": "before", "after_bare": "after"}


def blanks(text: str) -> set[str]:
    return {FORMS.get(name, name) for name in re.findall(r"\{(\w+)\}", text)}


@pytest.mark.parametrize("language", CATALOGUES)
def test_a_catalogue_has_the_keys_of_english(language: str):
    assert sorted(CATALOGUES[language]) == sorted(ENGLISH)


@pytest.mark.parametrize("language", CATALOGUES)
def test_a_translation_fills_the_same_blanks(language: str):
    for key, text in CATALOGUES[language].items():
        assert blanks(text) == blanks(ENGLISH[key]), key


def test_maps_speak_the_languages_of_reports():
    assert sorted(LANGUAGES_OF_MAPS) == sorted(LANGUAGES)


@pytest.mark.parametrize("kpi", KPIS.values(), ids=list(KPIS))
def test_every_indicator_has_its_declared_name(kpi):
    assert Words("en").kpi(kpi.id) == kpi.name


def test_lists_end_with_and():
    assert Words("en").listed(["a", "b", "c"]) == "a, b and c"
    assert Words("zh").listed(["a", "b", "c"]) == "a、b和c"
    assert Words("fr").listed(["a"]) == "a"
