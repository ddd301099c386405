"""French."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    # Joining
    "list.comma": ", ",
    "list.and": " et ",
    "list.colon": " : ",
    "list.sentence": " ",
    "list.and others": "{shown} et {n} autres",
    "of.p50": "{name}, médiane",
    "of.p90": "{name}, 90e centile",
    "of.p95": "{name}, 95e centile",
    "of.mean": "{name}, moyenne",
    "pool": "{roles}, {office}",
    "axis": "{name} ({unit})",
    "in unit": "En {unit}.",
    "price year": "Prix de {year}.",
    "yes": "oui",
    "no": "non",
    "no number": "pas de valeur",
    "no source": "sans source",
    "no date": "sans date",
    "no year": "sans année",
    # Columns
    "as-is": "Existant",
    "to-be": "Cible",
    "all processes": "Tous les processus",
    "process": "Processus",
    "scenario": "Scénario",
    "office": "Bureau",
    "tier": "Type de bureau",
    "part": "Volet",
    "cost": "Coût",
    "total": "Total",
    "difference": "Différence",
    "relative": "Variation",
    "verdict": "Verdict",
    "indicator": "Indicateur",
    "before this part": "Avant ce volet",
    "observed": "Observé",
    "simulated": "Simulé",
    "ratio": "Rapport",
    "fitted": "Calé",
    "source": "Source",
    "target": "Objectif",
    "reached": "Atteint",
    "met": "Respecté",
    "what": "Objet",
    "value": "Valeur",
    "path": "Emplacement dans le modèle",
    "place": "Fichier et ligne",
    "evidence": "Niveau de preuve",
    "changes.shortened": "{text} … ({n} valeurs, voir la liste complète)",
    "inputs": "Données",
    "with source": "Avec source",
    "mean cost": "Moyenne (étendue)",
    "month": "Mois",
    "currency": "Monnaie",
    "rate": "{currency} pour une unité",
    "check": "Contrôle",
    "subject": "Sujet",
    "expected": "Attendu",
    "found": "Trouvé",
    "standard error": "Erreur type",
    "holds": "Vérifié",
    "note": "Note",
    "loses on": "Perd sur",
    "gains on": "Gagne sur",
    "largest shift": "Plus forte variation",
    "variance reduction": "Réduction de la variance",
    # Places
    "tier.hq": "Siège",
    "tier.regional": "Bureaux régionaux",
    "tier.country": "Bureaux de pays",
    "tier.centre": "Centres de services",
    "place.hq": "Siège",
    "place.field": "Terrain",
    "place.centre": "Centres de services",
    "place.systems": "Systèmes, hors bureaux",
    # Verdicts
    "verdict.better": "meilleur",
    "verdict.worse": "moins bon",
    "verdict.higher": "plus élevé",
    "verdict.lower": "plus bas",
    "verdict.same": "aucune différence",
    "verdict.cannot_tell": "indiscernable",
    "verdict.cannot_tell jointly": "incertain dans l'ensemble",
    "verdict.more": (
        " ; environ {n} réplications de plus suffiraient si l'effet est aussi grand qu'observé"
    ),
    "verdict.one more": (
        " ; environ 1 réplication de plus suffirait si l'effet est aussi grand qu'observé"
    ),
    "verdict.not_comparable": "non comparable",
    "verdict.not_tested": "non testé (une seule réplication)",
    # The answer
    "cannot keep up": "débordé",
    "unstable.flag": "débordé, non comparable",
    "show.removed": "{process} : supprimés, donc absents de la carte : {steps}",
    "remark": "remarque : ",
    "warning": "avertissement : ",
    "warning.renamed": (
        "« {after} » ressemble à « {before} », qui est supprimé : si c'est le même travail, "
        "écrire `luck_of: {luck_of}`, sinon la comparaison y perd en précision"
    ),
    "no value": "aucun dossier, ou des dossiers inachevés",
    "not comparable": "non comparable : {why}",
    "unstable.verdict": "Équipes qui ne peuvent pas suivre leur charge : {n}.",
    "unstable.overloaded": (
        "{pool} : il arrive plus de travail qu'il ne peut en être fait (charge attendue "
        "{load}) ; l'arriéré augmente de {growth}."
    ),
    "unstable.overloaded without growth": (
        "{pool} : il arrive plus de travail qu'il ne peut en être fait (charge attendue {load})."
    ),
    "unstable.growing": (
        "{pool} : l'arriéré augmente de {growth}, alors que la charge attendue est de {load}."
    ),
    "unstable.others": "{n} autres équipes sont dans le même état.",
    "answer.same": "Délais sans aucune différence : {processes}.",
    "answer.shorter": (
        "{process} : plus court de {by} en moyenne, soit {after_bare} au lieu de {before} "
        "({change})."
    ),
    "answer.longer": (
        "{process} : plus long de {by} en moyenne, soit {after_bare} au lieu de {before} "
        "({change})."
    ),
    "answer.cannot tell": (
        "Délais moyens indiscernables de l'existant à cette précision : {processes}{more}."
    ),
    "item.difference": "{process} ({difference})",
    "answer.cannot tell jointly": (
        "Délais moyens qui changent d'après leur propre intervalle, mais sans certitude lorsque "
        "tous les effets principaux sont jugés ensemble : {processes}{more}."
    ),
    "answer.not comparable": (
        "Délais non comparables avec l'existant, et non imprimés : {processes}."
    ),
    "answer.misses": (
        "L'existant simulé est loin de ce qui a été observé pour {items}. Lire leurs effets avec "
        "prudence."
    ),
    "item.misses": "{process} ({name} : {simulated} contre {observed}, {ratio})",
    "answer.not tested": (
        "{process} : {after_bare} au lieu de {before} en moyenne ; une seule réplication ne "
        "permet pas d'en dire la certitude."
    ),
    "answer.cost_of_work_per_year": "Le coût du travail",
    "answer.cost_of_capacity": (
        "Le coût de la capacité (part des postes consacrée à ces processus, occupée ou non ; temps "
        "des demandeurs ; systèmes)"
    ),
    "answer.cost same": "{subject} reste le même.",
    "answer.cost less": (
        "{subject} baisse de {by} : {after_bare} au lieu de {before} ({change} ; {status})."
    ),
    "answer.cost more": (
        "{subject} augmente de {by} : {after_bare} au lieu de {before} ({change} ; {status})."
    ),
    "answer.cost cannot tell": (
        "{subject} est indiscernable de l'existant à cette précision : {difference}{more} "
        "({status})."
    ),
    "answer.cost less jointly": (
        "{subject} baisse de {by} d'après son propre intervalle, mais sans certitude lorsque tous "
        "les effets principaux sont jugés ensemble : {after_bare} au lieu de {before} ({change} ; "
        "{status}{more})."
    ),
    "answer.cost more jointly": (
        "{subject} augmente de {by} d'après son propre intervalle, mais sans certitude lorsque "
        "tous les effets principaux sont jugés ensemble : {after_bare} au lieu de {before} "
        "({change} ; {status}{more})."
    ),
    "answer.cost not tested": (
        "{subject} est de {after_bare} au lieu de {before} ({change} ; {status}) ; une seule "
        "réplication ne permet pas d'en dire la certitude."
    ),
    "answer.other rates": (
        "Dans la variation du coût du travail, {amount} ne sont pas de l'argent : l'heure change "
        "de prix seulement parce que les mêmes postes, payés de même, ont plus ou moins d'heures "
        "pour {items}."
    ),
    "item.rate": "{pool} ({after} au lieu de {before})",
    "status.illustration": "illustration",
    "status.estimate": "estimation",
    "status.validated": "sur une base validée",
    "status.saving": "économie",
    "answer.same posts": "L'effectif reste de {before}.",
    "answer.posts": "L'effectif passe de {before_bare} à {after} ({difference}).",
    "answer.posts needed": (
        "Le travail occuperait {after} au lieu de {before_bare} : {difference}."
    ),
    "answer.same posts needed": "Le travail occuperait {before}, comme aujourd'hui.",
    "answer.fractions": (
        "{n} équipes changent de moins de {least} chacune ({cut} supprimés et {added} créés au "
        "total) : de telles fractions n'existent que sur le papier, sauf si des contrats "
        "changent ou si un autre travail occupe ce temps."
    ),
    "answer.running": "Faire vivre le changement coûte {amount}, non compris ci-dessus.",
    "answer.payback": (
        "Son coût ponctuel de {cost} serait amorti en {years}, avec {saved} de coût de "
        "fonctionnement en moins (délai de récupération simple, non actualisé ; {status})."
    ),
    "answer.payback not tested": (
        "Son coût ponctuel de {cost} serait amorti en {years}, avec {saved} de coût de "
        "fonctionnement en moins (délai de récupération simple, non actualisé ; {status}) ; avec "
        "une seule réplication, nul ne peut dire avec quelle certitude."
    ),
    "answer.payback counts": (
        "Toute la capacité y compte comme de l'argent dépensé, y compris le temps des demandeurs "
        "et les fractions de postes."
    ),
    "answer.payback mean cost": (
        "Cette durée repose sur le coût ponctuel moyen ; son intervalle ne contient pas "
        "l'incertitude de ce coût."
    ),
    "answer.payback range": (
        "Au coût le plus bas indiqué, {cheapest}, ce serait {least}, au plus élevé, {dearest}, "
        "{most}."
    ),
    "answer.payback cannot tell": (
        "On ne peut pas dire si son coût ponctuel de {cost} est amorti : le coût de "
        "fonctionnement baisse de {saved}, un intervalle qui comprend 0 ({status})."
    ),
    "answer.payback never": (
        "Son coût ponctuel de {cost} n'est pas amorti : le coût de fonctionnement ne baisse pas "
        "({running} ; {status})."
    ),
    "answer.outside amber": (
        "Regard extérieur, orange : {items}. C'est plus que {limit} ; les cas publiés qui citent "
        "une économie vont de {least} à {most}. La section « Regard extérieur » les montre."
    ),
    "answer.outside red": (
        "Regard extérieur, rouge : {items}. C'est plus que {limit} ; les cas publiés qui citent "
        "une économie vont de {least} à {most}. Cherchez ce que le modèle oublie avant d'y "
        "croire."
    ),
    "answer.outside above": (
        "Regard extérieur, rouge : {items}. C'est plus que ce qu'aucun cas publié cité ici n'a "
        "économisé ou promis (au plus {most}). Cherchez ce que le modèle oublie avant d'y croire."
    ),
    "payback.pays back": "{status} ; à prix constants, non actualisé",
    "payback.never": "non amorti ({status})",
    "payback.cannot tell": (
        "impossible à dire : la baisse de coût peut être nulle ou négative ({status})"
    ),
    "payback.not tested": "{status} ; non testé (une seule réplication)",
    "answer.losers": "Bureaux dont la perte est établie sur un indicateur ({n}) : {offices}.",
    "answer.no losers": (
        "Aucun bureau ne perd, de façon établie, plus de {materiality} de la valeur actuelle."
    ),
    "answer.nobody tested": (
        "Avec une seule réplication, nul ne peut dire quels bureaux gagnent ou perdent : rien "
        "n'est testé."
    ),
    "answer.longer without losers": (
        "Cela ne contredit pas l'allongement du délai de {processes} : dans aucun bureau la "
        "perte n'est à la fois plus grande que cela et certaine."
    ),
    "answer.winners": "Bureaux dont le gain est établi sur un indicateur ({n}) : {offices}.",
    "answer.all gain": "Pour les {n} bureaux, un gain est établi sur un indicateur.",
    # The outside view
    "outside.item": "{name} baisse de {by}",
    "outside.row cost_of_work_per_year": "Regard extérieur : travail",
    "outside.row cost_of_capacity": "Regard extérieur : capacité, nette",
    "outside.cost_of_work_per_year": "le coût du travail",
    "outside.cost_of_capacity": "le coût de la capacité, fonctionnement du changement compris,",
    "outside.within": "comme les cas publiés (pas plus de {limit})",
    "outside.amber": "orange : plus de {limit}",
    "outside.red": "rouge : plus de {limit}",
    "outside.above": "rouge : plus que tous les cas publiés (au plus {most})",
    "outside.why": (
        "Un modèle ne sait que ce qu'on y a mis, et les réformes coûtent plus et économisent "
        "moins que prévu. Ce que chaque scénario économise est donc placé à côté de ce que des "
        "réformes comparables ont économisé : orange au-dessus de {amber}, rouge au-dessus de "
        "{red}."
    ),
    "outside.caption": "{scenario} : baisse du coût annuel à côté des cas publiés",
    "outside.reduction": "Baisse",
    "outside.note": (
        "Part du coût actuel des processus modélisés. Le travail n'est pas de l'argent versé : "
        "son coût baisse comme les heures, le budget seulement là où des postes disparaissent. "
        "De la baisse de la capacité, ce que coûte le fonctionnement du changement est déduit."
    ),
    "outside.stress": (
        "Une épreuve, non une prévision. S'il en allait comme des réformes critiquées par les "
        "auditeurs ({realised} de l'économie réalisée, coût ponctuel supérieur de {overrun}, "
        "{delay} mois de retard), un coût ponctuel de {cost} ferait face à {saved} de coût de "
        "fonctionnement en moins : {years} pour l'amortir, avec {delay} mois de retard au départ."
    ),
    "outside.stress nothing": (
        "Une épreuve, non une prévision. S'il en allait comme des réformes critiquées par les "
        "auditeurs ({realised} de l'économie réalisée, coût ponctuel supérieur de {overrun}, "
        "{delay} mois de retard), un coût ponctuel de {cost} ne serait jamais amorti : le coût "
        "de fonctionnement ne baisserait pas."
    ),
    "outside.cases": "Cas publiés",
    "outside.cases note": (
        "Un tiret : la source ne donne pas cette part. Économie : part du coût de fonctionnement "
        "ou des effectifs, prévue, affirmée ou prise pour repère. Réalisé : part de l'économie "
        "prévue qui est venue. Les fournisseurs parlent de leur propre travail. Bien des cas "
        "publics ont été examinés parce qu'ils avaient mal tourné. Noms et sources sont cités "
        "comme publiés."
    ),
    "outside.organisation": "Organisation",
    "outside.saving": "Économie",
    "outside.realised": "Réalisé",
    "outside.overrun": "Dépassement",
    "outside.delay": "Mois de retard",
    "outside.kind": "Nature",
    "outside.public": "public",
    "outside.vendor": "fournisseur",
    # Causes of waiting
    "cause.scheduled": "délais et dates",
    "cause.deadline_race": "première réponse",
    "cause.hand_over": "transmission",
    "cause.batch": "regroupement",
    "cause.off_duty": "hors service",
    "cause.elsewhere": "fermé ailleurs",
    "cause.absence": "absence",
    "cause.team": "équipe incomplète",
    "cause.priority": "dépassement",
    "cause.contention": "file d'attente",
    # Indicators
    "kpi.cases_arrived": "Dossiers arrivés",
    "kpi.cases_ended": "Dossiers terminés",
    "kpi.cases_unfinished": "Dossiers inachevés",
    "kpi.cycle_time": "Délai total",
    "kpi.cycle_time_wd": "Délai total, jours ouvrés",
    "kpi.in_progress": "Dossiers en cours",
    "kpi.waiting_time": "Temps d'attente",
    "kpi.waiting_hand_over": "Attente : transmission",
    "kpi.waiting_scheduled": "Attente : délais et dates",
    "kpi.waiting_deadline_race": "Attente : première réponse",
    "kpi.waiting_batch": "Attente : regroupement",
    "kpi.waiting_absence": "Attente : absence",
    "kpi.waiting_off_duty": "Attente : hors service",
    "kpi.waiting_elsewhere": "Attente : fermé ailleurs",
    "kpi.waiting_team": "Attente : équipe",
    "kpi.waiting_priority": "Attente : priorité",
    "kpi.waiting_contention": "Attente : file d'attente",
    "kpi.processing_time": "Temps de traitement",
    "kpi.work": "Heures de travail",
    "kpi.cost_of_work": "Coût du travail par dossier",
    "kpi.within_target": "Part dans l'objectif",
    "kpi.work_per_year": "Heures de travail par an",
    "kpi.cost_of_work_per_year": "Coût du travail par an",
    "kpi.cost_of_capacity": "Coût de la capacité par an",
    "kpi.utilisation": "Taux d'occupation",
    "kpi.load": "Charge attendue",
    "kpi.posts": "Postes",
    "kpi.posts_needed": "Postes nécessaires",
    "kpi.visits": "Passages par dossier",
    "kpi.errors_made": "Erreurs commises par dossier",
    "kpi.errors_found": "Erreurs trouvées par dossier",
    "kpi.errors_escaped": "Erreurs non trouvées par dossier",
    "kpi.cost_of_errors": "Coût des erreurs par an",
    "kpi.failure_activities": "Travail dû aux retards par dossier",
    "kpi.failure_demand": "Travail dû aux retards par an",
    "kpi.backlog_growth": "Croissance de l'arriéré",
    "kpi.payback": "Délai de récupération simple",
    # Figures
    "figure.numbers": "Les chiffres de cette figure",
    "figure.mean": "moyenne",
    "figure.p90": "90e centile",
    "figure.cycle_time": "Délai total par processus",
    "figure.cycle_time.alternative": (
        "Moyenne et 90e centile du délai total de chaque processus, existant et scénarios, "
        "avec intervalles à 95 %. Le tableau ci-dessous contient les mêmes chiffres."
    ),
    "figure.by_office": "{process} : variation du délai moyen par bureau ({scenario})",
    "figure.by_office.alternative": (
        "Différence du délai moyen de {process} entre {scenario} et l'existant, par bureau "
        "d'origine, avec intervalles à 95 %. Le tableau ci-dessous contient les mêmes "
        "chiffres."
    ),
    "figure.by_office.axis": "Différence du délai moyen",
    "figure.by_office.note": (
        "À gauche de 0 : plus court. Un point plein se distingue de 0 après ajustement de "
        "Holm entre les bureaux, un point vide non. Les intervalles ne sont pas ajustés."
    ),
    "figure.waiting": "Attente par cause",
    "figure.waiting.alternative": (
        "Jours d'attente d'un dossier par cause, pour chaque processus, existant et "
        "scénarios. Le tableau ci-dessous contient les mêmes chiffres."
    ),
    "figure.waiting.note": (
        "Attente de toutes les étapes d'un dossier ; les étapes parallèles comptent chacune. "
        "Le carré porte la couleur du scénario."
    ),
    "figure.utilisation": "Taux d'occupation par bureau et fonction, en % : {scenario}",
    "figure.utilisation.alternative": (
        "Part du temps de présence que chaque équipe consacre au travail ; bureaux en "
        "lignes, fonctions exercées ensemble en colonnes. Le tableau ci-dessous contient les "
        "mêmes chiffres."
    ),
    "figure.utilisation.note": (
        "▲ et ambre : 85 % et plus. ▲▲ et rouge : 100 % et plus ; la charge attendue y est "
        "indiquée. ▽ et bleu : moins de 30 %, peu à faire."
    ),
    "figure.utilisation.empty": "Un tiret : le bureau n'a pas ce poste.",
    "figure.costs": "Coût avant et après",
    "figure.costs.alternative": (
        "Coût annuel du travail et de la capacité, existant et scénarios : siège, terrain "
        "(bureaux régionaux et de pays) et centres de services. Le tableau ci-dessous "
        "contient les mêmes chiffres."
    ),
    "figure.costs.note": "Les systèmes n'appartiennent à aucun bureau.",
    "figure.bridge": "De l'existant à {scenario}, volet par volet",
    "figure.bridge.alternative": (
        "Ce que chaque volet du scénario ajoute au coût annuel du travail et de la capacité, "
        "avec intervalles à 95 %. Le tableau ci-dessous contient les mêmes chiffres."
    ),
    "figure.bridge.axis": "Variation par rapport à l'existant",
    "figure.bridge.total": "Tous les volets",
    "figure.bridge.note": (
        "Les volets sont ajoutés un à un dans l'ordre du fichier du scénario ; un autre ordre "
        "répartirait autrement le total. Chaque barre est une simulation appariée "
        "({replications} réplications)."
    ),
    "figure.bridge.fewer": (
        "Chaque barre repose sur les {replications} premières des {all} réplications ; "
        "l'existant et le total diffèrent donc un peu de la réponse. Les différences sont "
        "appariées et varient bien moins que les chiffres eux-mêmes."
    ),
    # The report
    "report.title": "{model} : comparaison de scénarios",
    "report.subtitle": (
        "{scenarios}, comparés à l'existant ; du {start} au {end}, {replications} "
        "réplications chacun."
    ),
    "banner.title": "Données illustratives.",
    "banner.illustrative": (
        "{n} des {all} données principales (volumes, durées, parts, postes et leur coût) "
        "sont des hypothèses ou n'ont pas de source. Lire les chiffres comme une "
        "illustration de la méthode, non comme des résultats."
    ),
    "heading.answer": "La réponse",
    "heading.glance": "En un coup d'œil",
    "heading.beside": "L'existant simulé face à ce que l'on sait",
    "heading.effects": "Les chiffres principaux",
    "heading.changes": "Ce qui change et pourquoi",
    "heading.figures": "Figures",
    "heading.fairness": "Qui gagne et qui perd",
    "heading.certainty": "Avec quelle certitude",
    "heading.checks": "Contrôles",
    "heading.costs": "Coût : travail et capacité",
    "heading.outside": "Regard extérieur",
    "heading.targets": "Objectifs",
    "heading.assumptions": "Hypothèses et sources",
    "heading.method": "Méthode",
    "heading.identity": "Identité de la simulation",
    "baseline.draft": (
        "La base ({year}) n'a pas été validée : tout montant est ici une estimation."
    ),
    "baseline.validated": "La base ({year}) a été validée par {by} le {date}.",
    "beside.caption": "Existant simulé et chiffres observés",
    "beside.note": (
        "Calé : le chiffre a servi à régler des données du modèle, sa concordance ne prouve "
        "donc rien. Rapport : simulé sur observé."
    ),
    "beside.said": (
        "Chiffres observés : {n}, dont {fitted} ont servi à caler le modèle. L'existant "
        "simulé est à moins d'un cinquième de {near} d'entre eux ; le plus éloigné est "
        "{process}, {name} : {simulated} simulés contre {observed} observés ({ratio})."
    ),
    "beside.none": (
        "Le modèle n'indique aucun chiffre observé : rien d'extérieur au modèle ne confirme "
        "l'existant."
    ),
    "glance.caption": "Délai moyen de chaque processus ; coût, travail et postes de l'ensemble",
    "glance.change": "{after} ({change})",
    "glance.note": (
        "= aucune différence. ≈ seul : indiscernable de l'existant à cette précision. ≈ devant un "
        "nombre : change d'après son propre intervalle, mais sans certitude lorsque tous les "
        "effets principaux sont jugés ensemble."
    ),
    "glance.note not tested": (
        "= aucune différence. Une seule réplication : rien n'est testé, tout changement peut être "
        "dû au hasard."
    ),
    "effects.caption": "{scenario} : ce qui change",
    "effects.untold": "{scenario} : ce qui reste, ou ne se distingue pas du hasard ({n})",
    "effects.note": (
        "Les différences sont appariées, avec intervalles à 95 %. Les verdicts sont ajustés "
        "selon Holm sur les {n} effets principaux de tous les scénarios, à savoir {kinds}, de "
        "chaque processus et de tous ensemble : ce qui est incertain dans l'ensemble ne change que "
        "d'après son propre intervalle. Les postes sont donnés, non testés. (+n) : environ n "
        "réplications de plus suffiraient si l'effet est aussi grand qu'observé."
    ),
    "effects.note not tested": (
        "Une seule réplication : il n'y a pas d'intervalles et rien n'est testé. Toute différence "
        "peut être due au hasard."
    ),
    "changes.owner": "Responsable : {owner}.",
    "changes.built on": (
        "Ce scénario part d'un autre scénario et non de l'existant : seuls ses propres "
        "changements sont expliqués ici. Tous ses effets sont comparés à l'existant, et la liste "
        "des valeurs modifiées les contient toutes depuis l'existant."
    ),
    "changes.none": "Rien ne change.",
    "changes.lines": "Toutes les valeurs modifiées ({n})",
    "changes.map": "{process} : avant et après",
    "investments.caption": "Coût de la mise en œuvre",
    "investments.note": (
        "Indiqué par le scénario. Non compris dans les coûts annuels de ce rapport."
    ),
    "shifts.none": "{scenario} : aucun bureau ne gagne ni ne perd de façon établie.",
    "shifts.not tested": (
        "{scenario} : une seule réplication, aucun bureau n'est donc testé ni nommé."
    ),
    "shifts.unstable": "{scenario} : débordé, personne n'est donc nommé.",
    "shifts.gains caption": (
        "{scenario} : bureaux qui gagnent sûrement et ne perdent nulle part ({n})"
    ),
    "shifts.losses caption": "{scenario} : bureaux qui perdent sûrement sur un indicateur ({n})",
    "fairness.rule": (
        "Un bureau est nommé lorsque l'effet s'écarte de 0 et de plus de {materiality} de la "
        "valeur actuelle, par un test unilatéral ajusté selon Holm sur tous les bureaux, "
        "processus et indicateurs du scénario. Sans cet ajustement, le hasard seul en "
        "nommerait. Indicateurs : délai total (moyenne et 90e centile), temps d'attente, "
        "coût du travail par dossier, part dans l'objectif. Un bureau non nommé peut gagner "
        "ou perdre moins que cela."
    ),
    "certainty.intervals": (
        "Chaque chiffre est une moyenne sur les réplications ; les crochets contiennent son "
        "intervalle à 95 %. L'intervalle ne parle que du hasard de la simulation, non de "
        "données erronées : voir les hypothèses."
    ),
    "sharpness.caption": "Réduction de la variance de chaque effet principal",
    "sharpness.said": (
        "L'existant et le scénario traitent les mêmes dossiers avec les mêmes tirages. Avec "
        "des tirages indépendants, il faudrait {median} fois le nombre de réplications pour "
        "le même intervalle d'un effet principal (médiane de {n} effets ; la moitié d'entre eux "
        "se situe entre {least} et {most})."
    ),
    "sharpness.note": (
        "De combien de fois la variance de la différence serait plus grande avec des tirages "
        "indépendants. Au-dessous de 1, les tirages communs n'ont pas aidé. Avec peu de "
        "réplications, le facteur est lui-même incertain."
    ),
    "checks.not judged": "{n} autres n'ont pu être jugés.",
    "checks.all hold": "Les {n} contrôles de la simulation face à la théorie sont tous vérifiés.",
    "checks.some failed": (
        "{failed} des {n} contrôles de la simulation face à la théorie ont échoué ; lire "
        "avec prudence ce qu'ils touchent."
    ),
    "checks.widest": (
        "Avec {n} réplications, un contrôle peut ne pas voir un écart allant jusqu'à {share} de "
        "la valeur attendue ({check}, {subject})."
    ),
    "checks.caption": "Tous les contrôles",
    "checks.failed caption": "Contrôles qui ont échoué",
    "check.conservation": "conservation",
    "check.Little's law": "loi de Little",
    "check.capacity": "capacité",
    "check.visits": "passages",
    "check.hours of work per case": "heures de travail par dossier",
    "costs.levels": (
        "Le coût du travail est ce que coûtent les heures travaillées. Le coût de la "
        "capacité est ce que coûtent les postes, occupés ou non, et les systèmes. Moins de "
        "travail ne réduit la dépense que si des postes disparaissent ou servent à autre "
        "chose."
    ),
    "costs.work": "travail",
    "costs.capacity": "capacité",
    "costs.column": "{cost}, {what}",
    "costs.by tier": "{scenario} : coût annuel par type de bureau",
    "costs.by office": "{scenario} : coût annuel par bureau",
    "costs.note": "Un tiret : ce bureau n'existe pas. Le total comprend aussi les systèmes.",
    "rates.caption": "Taux de change",
    "rates.note": "Taux du {date}. Source : {source}.",
    "targets.caption": "Objectifs du modèle et valeurs atteintes",
    "target.at_most": "{name} : au plus {limit}",
    "target.at_least": "{name} : au moins {limit}",
    "target.met": "atteint",
    "target.met on average": "atteint en moyenne, sans certitude",
    "target.not met": "non atteint",
    "target.not met on average": "non atteint en moyenne, sans certitude",
    "target.not known": "inconnu",
    "evidence.caption": "Données par niveau de preuve",
    "evidence.A": "A, mesuré",
    "evidence.B": "B, enregistré",
    "evidence.C": "C, estimation d'expert",
    "evidence.D": "D, hypothèse",
    "inputs.group": "{part} ({n})",
    "inputs.delegations": "Délégations",
    "inputs.exchange_rates": "Taux de change",
    "inputs.hand_overs": "Transmissions",
    "inputs.posts": "Postes",
    "inputs.roles": "Fonctions",
    "inputs.staff": "Postes par fonction",
    "inputs.systems": "Systèmes",
    "inputs.working_time": "Temps de travail",
    "method.model": (
        "Chaque processus est un graphe d'étapes accomplies par des fonctions dans des "
        "bureaux, avec leurs calendriers, fuseaux horaires, postes et transmissions "
        "({offices} bureaux, {processes} processus)."
    ),
    "method.run": (
        "Une simulation à événements discrets conduit chaque dossier à travers son graphe. "
        "Elle commence le {begins}, rend compte du {start} au {end} et continue jusqu'au "
        "{finishes}, pour que les dossiers arrivés dans la période puissent se terminer."
    ),
    "method.luck": (
        "{replications} réplications, germe {seed}. Chaque tirage a une adresse (dossier, "
        "étape, passage, objet) : le même dossier rencontre le même hasard avant et après."
    ),
    "method.intervals": (
        "Les effets sont des différences appariées, réplication par réplication ; les "
        "intervalles sont ceux de Student, à 95 %."
    ),
    "method.families": (
        "Les verdicts sont ajustés selon Holm dans leur famille : les effets principaux de "
        "tous les scénarios ; ailleurs un indicateur sur tous les bureaux, fonctions ou "
        "étapes."
    ),
    "method.not tested": (
        "Les effets sont les différences d'une seule réplication : il n'y a pas d'intervalles et "
        "rien n'est testé."
    ),
    "method.cost": (
        "Une heure de travail coûte le coût annuel du poste divisé par ses heures "
        "disponibles (heures ouvertes moins congés, maladie et formation, au rythme "
        "productif)."
    ),
    "method.stable": (
        "Une équipe dont la charge attendue atteint 100 %, ou dont l'arriéré croît pendant "
        "la période, est dite débordée ; aucun délai n'est imprimé pour ce qu'elle touche."
    ),
    "identity.caption": "De quoi ce rapport est fait",
    "identity.run": "Simulation",
    "identity.version": "Version de procsim",
    "identity.created": "Créé",
    "identity.seed": "Germe",
    "identity.replications": "Réplications",
    "identity.bridge": "Réplications du passage volet par volet",
    "identity.draws": "Empreinte des tirages",
    "print.folded": (
        "Les listes repliées (chiffres des figures, valeurs modifiées, contrôles, données) "
        "sont dans le fichier HTML."
    ),
}
