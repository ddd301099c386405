"""The few words that a map adds to the model's own titles, by language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

LANGUAGES: Final = ("en", "fr", "es", "zh")
#: By key, in the order of `LANGUAGES`; `{…}` is filled in by `say`.
WORDS: Final[dict[str, tuple[str, str, str, str]]] = {
    # Lanes and tags
    "hq": ("Headquarters", "Siège", "Sede", "总部"),
    "regional": ("Regional office", "Bureau régional", "Oficina regional", "区域办事处"),
    "country": ("Country office", "Bureau de pays", "Oficina de país", "国家办事处"),
    "centre": ("Service centre", "Centre de services", "Centro de servicios", "服务中心"),
    "moved": ("moved", "déplacé", "trasladado", "已移动"),
    "changed": ("changed", "modifié", "modificado", "已更改"),
    "added": ("added", "ajouté", "añadido", "新增"),
    "removed": ("removed", "supprimé", "eliminado", "已取消"),
    # Kinds of step
    "task": ("task", "tâche", "tarea", "任务"),
    "call": ("called process", "processus appelé", "proceso llamado", "调用流程"),
    "decision": ("decision", "décision", "decisión", "判断"),
    "check": ("check", "contrôle", "control", "检查"),
    "all": ("parallel gateway", "passerelle parallèle", "compuerta paralela", "并行网关"),
    "any": ("inclusive gateway", "passerelle inclusive", "compuerta inclusiva", "包容网关"),
    "first": (
        "the first event counts",
        "le premier événement compte",
        "cuenta el primer evento",
        "以最先发生者为准",
    ),
    "start": ("start", "début", "inicio", "开始"),
    "end": ("end", "fin", "fin", "结束"),
    "terminate": ("ends the case", "clôt le dossier", "cierra el caso", "终止个案"),
    "wait": ("wait", "attente", "espera", "等待"),
    "message": (
        "wait for a message",
        "attente d'un message",
        "espera de un mensaje",
        "等待消息",
    ),
    "not done": (
        "not done for these cases",
        "pas effectué pour ces dossiers",
        "no se realiza en estos casos",
        "此类个案不执行",
    ),
    # Who does it
    "team": ("team: {x}", "équipe\N{NO-BREAK SPACE}: {x}", "equipo: {x}", "小组：{x}"),
    "or": ("or: {x}", "ou\N{NO-BREAK SPACE}: {x}", "o: {x}", "或：{x}"),
    "or later": (
        "or: {x} after {span}",
        "ou\N{NO-BREAK SPACE}: {x} après {span}",
        "o: {x} después de {span}",
        "或{span}后：{x}",
    ),
    "at": ("{x} ({place})", "{x} ({place})", "{x} ({place})", "{x}（{place}）"),
    "peers": (
        "{x} of any office of this level",
        "{x} de tout bureau de ce niveau",
        "{x} de cualquier oficina de este nivel",
        "任一同级办事处的{x}",
    ),
    "delegation": ("who: {x}", "qui\N{NO-BREAK SPACE}: {x}", "quién: {x}", "执行者：{x}"),
    "same": (
        "same person as: {x}",
        "même personne que\N{NO-BREAK SPACE}: {x}",
        "la misma persona que: {x}",
        "同一人：{x}",
    ),
    "not same": (
        "not the same person as: {x}",
        "pas la même personne que\N{NO-BREAK SPACE}: {x}",
        "no la misma persona que: {x}",
        "不得同一人：{x}",
    ),
    # What is done, and how often
    "batch": ("batch: {x}", "lot\N{NO-BREAK SPACE}: {x}", "lote: {x}", "批次：{x}"),
    "on dates": ("on set dates", "à dates fixes", "en fechas fijas", "按固定日期"),
    "per": ("per {x}", "par {x}", "por {x}", "按{x}"),
    "at once": ("× {x}, at once", "× {x}, en parallèle", "× {x}, a la vez", "× {x}，同时"),
    "in turn": ("× {x}, in turn", "× {x}, à la suite", "× {x}, en serie", "× {x}，依次"),
    "priority": (
        "priority: {x}",
        "priorité\N{NO-BREAK SPACE}: {x}",
        "prioridad: {x}",
        "优先级：{x}",
    ),
    "due": ("due: {x}", "échéance\N{NO-BREAK SPACE}: {x}", "vence: {x}", "到期：{x}"),
    "due after": ("due after {x}", "dû après {x}", "vence tras {x}", "{x}后到期"),
    "sets": ("sets: {x}", "fixe\N{NO-BREAK SPACE}: {x}", "fija: {x}", "设定：{x}"),
    "errs": (
        "may err: {x}",
        "peut causer\N{NO-BREAK SPACE}: {x}",
        "puede causar: {x}",
        "可能出错：{x}",
    ),
    "finds": ("finds: {x}", "détecte\N{NO-BREAK SPACE}: {x}", "detecta: {x}", "发现：{x}"),
    # Other cases and processes
    "sends": ("sends: {x}", "envoie\N{NO-BREAK SPACE}: {x}", "envía: {x}", "发送：{x}"),
    "waits for": ("message: {x}", "message\N{NO-BREAK SPACE}: {x}", "mensaje: {x}", "消息：{x}"),
    "starts": ("starts: {x}", "lance\N{NO-BREAK SPACE}: {x}", "inicia: {x}", "启动：{x}"),
    "calls": ("process: {x}", "processus\N{NO-BREAK SPACE}: {x}", "proceso: {x}", "流程：{x}"),
    # Deadlines
    "after": ("after {x}", "après {x}", "tras {x}", "{x}后"),
    "after begun": (
        "{x} after work began",
        "{x} après le début du travail",
        "{x} después de empezar el trabajo",
        "开始工作{x}后",
    ),
    "after waiting": (
        "after {x} of waiting",
        "après {x} d'attente",
        "tras {x} de espera",
        "等候{x}后",
    ),
    "and again": (
        "{x}, then every {span}",
        "{x}, puis tous les {span}",
        "{x}, y luego cada {span}",
        "{x}，此后每{span}",
    ),
    "stops": (
        "deadline {x}: the work stops",
        "délai {x}\N{NO-BREAK SPACE}: le travail s'arrête",
        "plazo {x}: el trabajo se detiene",
        "期限（{x}）：工作中止",
    ),
    "goes on": (
        "deadline {x}: the work goes on",
        "délai {x}\N{NO-BREAK SPACE}: le travail continue",
        "plazo {x}: el trabajo continúa",
        "期限（{x}）：工作继续",
    ),
    # Branches
    "otherwise": ("otherwise", "sinon", "en otro caso", "否则"),
    "found": ("error found", "erreur détectée", "error detectado", "发现错误"),
    "not found": ("nothing found", "rien détecté", "nada detectado", "未发现错误"),
    "at most": (
        "{x} (at\N{NO-BREAK SPACE}most\N{NO-BREAK SPACE}{n}×)",
        "{x} (au\N{NO-BREAK SPACE}plus\N{NO-BREAK SPACE}{n}×)",
        "{x} (máx.\N{NO-BREAK SPACE}{n}×)",
        "{x}（最多{n}次）",
    ),
    # Amounts
    "about": ("about {x}", "env. {x}", "aprox. {x}", "约{x}"),
    "by": ("by {x}", "selon {x}", "según {x}", "按{x}"),
    "minute": (
        "{x}\N{NO-BREAK SPACE}min",
        "{x}\N{NO-BREAK SPACE}min",
        "{x}\N{NO-BREAK SPACE}min",
        "{x}分钟",
    ),
    "hour": (
        "{x}\N{NO-BREAK SPACE}h",
        "{x}\N{NO-BREAK SPACE}h",
        "{x}\N{NO-BREAK SPACE}h",
        "{x}小时",
    ),
    "day": (
        "{x}\N{NO-BREAK SPACE}day",
        "{x}\N{NO-BREAK SPACE}jour",
        "{x}\N{NO-BREAK SPACE}día",
        "{x}天",
    ),
    "days": (
        "{x}\N{NO-BREAK SPACE}days",
        "{x}\N{NO-BREAK SPACE}jours",
        "{x}\N{NO-BREAK SPACE}días",
        "{x}天",
    ),
    "working day": ("{x} working day", "{x} jour ouvré", "{x} día laborable", "{x}个工作日"),
    "working days": (
        "{x} working days",
        "{x} jours ouvrés",
        "{x} días laborables",
        "{x}个工作日",
    ),
    "working": (
        "{x} of working time",
        "{x} de temps ouvré",
        "{x} de tiempo laborable",
        "{x}工作时间",
    ),
    "and": ("and", "et", "y", "且"),
    "or else": ("or", "ou", "o", "或"),
    "or between": (" or ", " ou ", " o ", "或"),
    "not": ("not", "pas", "no", "非"),
    "true": ("yes", "oui", "sí", "是"),
    "false": ("no", "non", "no", "否"),
    "in": ("in", "parmi", "en", "属于"),
    "arrived": ("arrival", "arrivée", "llegada", "收件时间"),
    "origin": ("office", "bureau", "oficina", "办事处"),
    "tier": ("level of the office", "niveau du bureau", "nivel de la oficina", "办事处级别"),
    ", ": (", ", ", ", ", ", "、"),
}


def word(key: str, language: str) -> str:
    """A word in `language`, else in English."""
    return WORDS[key][LANGUAGES.index(language) if language in LANGUAGES else 0]


def say(key: str, language: str, x: str, **more: str) -> str:
    """A word with its blanks filled."""
    return word(key, language).format(x=x, **more)


def listed(parts: Iterable[str], language: str) -> str:
    """Parts in a row, with the comma of the language between them."""
    return word(", ", language).join(part for part in parts if part)


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
