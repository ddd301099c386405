"""The few words that a map adds to the model's own titles, by language."""

from __future__ import annotations

from typing import Final

WORDS: Final[dict[str, dict[str, str]]] = {
    "en": {
        "hq": "Headquarters",
        "regional": "Regional office",
        "country": "Country office",
        "centre": "Service centre",
        "moved": "moved",
        "changed": "changed",
        "added": "added",
        "removed": "removed",
        "task": "task",
        "decision": "decision",
        "all": "parallel gateway",
        "start": "start",
        "end": "end",
        "terminate": "ends the case",
        "wait": "wait",
        "not done": "not done for these cases",
    },
    "fr": {
        "hq": "Siège",
        "regional": "Bureau régional",
        "country": "Bureau de pays",
        "centre": "Centre de services",
        "moved": "déplacé",
        "changed": "modifié",
        "added": "ajouté",
        "removed": "supprimé",
        "task": "tâche",
        "decision": "décision",
        "all": "passerelle parallèle",
        "start": "début",
        "end": "fin",
        "terminate": "clôt le dossier",
        "wait": "attente",
        "not done": "pas effectué pour ces dossiers",
    },
    "es": {
        "hq": "Sede",
        "regional": "Oficina regional",
        "country": "Oficina de país",
        "centre": "Centro de servicios",
        "moved": "trasladado",
        "changed": "modificado",
        "added": "añadido",
        "removed": "eliminado",
        "task": "tarea",
        "decision": "decisión",
        "all": "compuerta paralela",
        "start": "inicio",
        "end": "fin",
        "terminate": "cierra el caso",
        "wait": "espera",
        "not done": "no se realiza en estos casos",
    },
    "zh": {
        "hq": "总部",
        "regional": "区域办事处",
        "country": "国家办事处",
        "centre": "服务中心",
        "moved": "已移动",
        "changed": "已更改",
        "added": "新增",
        "removed": "已取消",
        "task": "任务",
        "decision": "判断",
        "all": "并行网关",
        "start": "开始",
        "end": "结束",
        "terminate": "终止个案",
        "wait": "等待",
        "not done": "此类个案不执行",
    },
}


def word(key: str, language: str) -> str:
    """A word in `language`, else in English."""
    return WORDS.get(language, WORDS["en"])[key]


def percent(share: float, language: str) -> str:
    """A share in whole percent, with a digit near 0 and 100, which only what is certain reads."""
    gap = "\N{NO-BREAK SPACE}"
    number = share * 100
    if 0 < number < 0.1:
        text = f"<{gap}0.1"
    elif 99.9 < number < 100:
        text = f">{gap}99.9"
    elif 0 < number < 1 or 99 < number < 100:
        text = f"{number:.1f}"
    else:
        text = f"{number:.0f}"
    if language in ("fr", "es"):
        text = text.replace(".", ",")
    return f"{text}%" if language == "zh" else f"{text}{gap}%"
