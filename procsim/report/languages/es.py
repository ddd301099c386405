"""Spanish."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    # Joining
    "list.comma": ", ",
    "list.and": " y ",
    "list.colon": ": ",
    "list.sentence": " ",
    "list.and others": "{shown} y {n} más",
    "of.p50": "{name}, mediana",
    "of.p90": "{name}, percentil 90",
    "of.p95": "{name}, percentil 95",
    "of.mean": "{name}, media",
    "pool": "{roles}, {office}",
    "axis": "{name} ({unit})",
    "in unit": "En {unit}.",
    "price year": "Precios de {year}.",
    "yes": "sí",
    "no": "no",
    "no number": "sin valor",
    "no source": "sin fuente",
    "no date": "sin fecha",
    "no year": "sin año",
    # Columns
    "as-is": "Actual",
    "to-be": "Propuesto",
    "all processes": "Todos los procesos",
    "process": "Proceso",
    "scenario": "Escenario",
    "office": "Oficina",
    "tier": "Tipo de oficina",
    "part": "Parte",
    "cost": "Costo",
    "total": "Total",
    "difference": "Diferencia",
    "relative": "Variación",
    "verdict": "Veredicto",
    "indicator": "Indicador",
    "before this part": "Antes de esta parte",
    "observed": "Observado",
    "simulated": "Simulado",
    "ratio": "Razón",
    "fitted": "Ajustado",
    "source": "Fuente",
    "target": "Meta",
    "reached": "Alcanzado",
    "met": "Cumplida",
    "what": "Concepto",
    "value": "Valor",
    "path": "Lugar en el modelo",
    "place": "Archivo y línea",
    "evidence": "Grado de evidencia",
    "changes.shortened": "{text} … ({n} valores, véase la lista completa)",
    "inputs": "Datos",
    "with source": "Con fuente",
    "mean cost": "Media (intervalo)",
    "month": "Mes",
    "currency": "Moneda",
    "rate": "{currency} por una unidad",
    "check": "Comprobación",
    "subject": "Objeto",
    "expected": "Esperado",
    "found": "Hallado",
    "standard error": "Error típico",
    "holds": "Se cumple",
    "note": "Nota",
    "loses on": "Pierde en",
    "gains on": "Gana en",
    "largest shift": "Mayor variación",
    "variance reduction": "Reducción de la varianza",
    # Places
    "tier.hq": "Sede",
    "tier.regional": "Oficinas regionales",
    "tier.country": "Oficinas de país",
    "tier.centre": "Centros de servicios",
    "place.hq": "Sede",
    "place.field": "Terreno",
    "place.centre": "Centros de servicios",
    "place.systems": "Sistemas, sin oficina",
    # Verdicts
    "verdict.better": "mejor",
    "verdict.worse": "peor",
    "verdict.higher": "más alto",
    "verdict.lower": "más bajo",
    "verdict.same": "sin diferencia",
    "verdict.cannot_tell": "no se distingue",
    "verdict.cannot_tell jointly": "incierto en conjunto",
    "verdict.more": (
        "; bastarían unas {n} réplicas más si el efecto es tan grande como el observado"
    ),
    "verdict.one more": (
        "; bastaría aproximadamente 1 réplica más si el efecto es tan grande como el observado"
    ),
    "verdict.not_comparable": "no comparable",
    "verdict.not_tested": "sin prueba (una sola réplica)",
    # The answer
    "cannot keep up": "desbordado",
    "unstable.flag": "desbordado, no comparable",
    "show.removed": "{process}: suprimidos, por lo que no están en el mapa: {steps}",
    "remark": "observación: ",
    "warning": "aviso: ",
    "warning.renamed": (
        "«{after}» se parece a «{before}», que se suprime: si es el mismo trabajo, escríbase "
        "`luck_of: {luck_of}`, o la comparación pierde ahí precisión"
    ),
    "no value": "sin casos, o con casos sin terminar",
    "not comparable": "no comparable: {why}",
    "unstable.verdict": "Equipos que no dan abasto con su trabajo: {n}.",
    "unstable.overloaded": (
        "{pool}: llega más trabajo del que se puede hacer (carga esperada {load}); el atraso "
        "crece {growth}."
    ),
    "unstable.overloaded without growth": (
        "{pool}: llega más trabajo del que se puede hacer (carga esperada {load})."
    ),
    "unstable.growing": "{pool}: el atraso crece {growth}, aunque la carga esperada es {load}.",
    "unstable.others": "{n} equipos más están en el mismo estado.",
    "answer.same": "Plazos sin ninguna diferencia: {processes}.",
    "answer.shorter": (
        "{process}: más corto en {by} de media, {after_bare} en vez de {before} ({change})."
    ),
    "answer.longer": (
        "{process}: más largo en {by} de media, {after_bare} en vez de {before} ({change})."
    ),
    "answer.cannot tell": (
        "Plazos medios que no se distinguen de los actuales con esta precisión: {processes}{more}."
    ),
    "item.difference": "{process} ({difference})",
    "answer.cannot tell jointly": (
        "Plazos medios que cambian según su propio intervalo, pero sin certeza al juzgar juntos "
        "todos los efectos principales: {processes}{more}."
    ),
    "answer.not comparable": (
        "Plazos no comparables con los actuales, que no se imprimen: {processes}."
    ),
    "answer.misses": (
        "La situación actual simulada está lejos de lo observado en {items}. Léanse sus efectos "
        "con cautela."
    ),
    "item.misses": "{process} ({name}: {simulated} frente a {observed}, {ratio})",
    "answer.not tested": (
        "{process}: {after_bare} en vez de {before} de media; con una sola réplica no se "
        "puede decir con qué certeza."
    ),
    "answer.cost_of_work_per_year": "El costo del trabajo",
    "answer.cost_of_capacity": (
        "El costo de la capacidad (parte de los puestos dedicada a estos procesos, ocupada o no; "
        "tiempo de los solicitantes; sistemas)"
    ),
    "answer.cost same": "{subject} no cambia.",
    "answer.cost less": (
        "{subject} baja en {by}: {after_bare} en vez de {before} ({change}; {status})."
    ),
    "answer.cost more": (
        "{subject} sube en {by}: {after_bare} en vez de {before} ({change}; {status})."
    ),
    "answer.cost cannot tell": (
        "{subject} no se distingue del actual con esta precisión: {difference}{more} ({status})."
    ),
    "answer.cost less jointly": (
        "{subject} baja en {by} según su propio intervalo, pero sin certeza al juzgar juntos todos "
        "los efectos principales: {after_bare} en vez de {before} ({change}; {status}{more})."
    ),
    "answer.cost more jointly": (
        "{subject} sube en {by} según su propio intervalo, pero sin certeza al juzgar juntos todos "
        "los efectos principales: {after_bare} en vez de {before} ({change}; {status}{more})."
    ),
    "answer.cost not tested": (
        "{subject} es de {after_bare} en vez de {before} ({change}; {status}); con una sola "
        "réplica no se puede decir con qué certeza."
    ),
    "answer.other rates": (
        "Del cambio en el coste del trabajo, {amount} no son dinero: la hora cambia de precio "
        "solo porque los mismos puestos, con la misma paga, tienen más o menos horas en {items}."
    ),
    "item.rate": "{pool} ({after} en vez de {before})",
    "status.illustration": "ilustración",
    "status.estimate": "estimación",
    "status.validated": "sobre una base validada",
    "status.saving": "ahorro",
    "answer.same posts": "La plantilla se mantiene en {before}.",
    "answer.posts": "La plantilla pasa de {before_bare} a {after} ({difference}).",
    "answer.posts needed": "El trabajo ocuparía {after} en vez de {before_bare}: {difference}.",
    "answer.same posts needed": "El trabajo ocuparía {before}, como hoy.",
    "answer.fractions": (
        "{n} equipos cambian en menos de {least} cada uno ({cut} suprimidos y {added} añadidos "
        "en total): esas fracciones solo existen en el papel, salvo que cambien los contratos o "
        "que otro trabajo ocupe ese tiempo."
    ),
    "answer.running": "Mantener el cambio cuesta {amount}, no incluido arriba.",
    "answer.payback": (
        "Su coste único de {cost} se recuperaría en {years}, con {saved} menos de coste de "
        "funcionamiento (plazo de recuperación simple, sin descuento; {status})."
    ),
    "answer.payback not tested": (
        "Su coste único de {cost} se recuperaría en {years}, con {saved} menos de coste de "
        "funcionamiento (plazo de recuperación simple, sin descuento; {status}); con una sola "
        "réplica nadie puede decir con cuánta seguridad."
    ),
    "answer.payback counts": (
        "Toda la capacidad cuenta ahí como dinero pagado, incluidos el tiempo de los "
        "solicitantes y las fracciones de puestos."
    ),
    "answer.payback mean cost": (
        "Este plazo usa el coste único medio; su intervalo no recoge la incertidumbre de ese coste."
    ),
    "answer.payback range": (
        "Con el coste más bajo indicado, {cheapest}, serían {least}; con el más alto, {dearest}, "
        "{most}."
    ),
    "answer.payback cannot tell": (
        "No se puede decir si su coste único de {cost} se recupera: el coste de funcionamiento "
        "baja {saved}, un intervalo que incluye el 0 ({status})."
    ),
    "answer.payback never": (
        "Su coste único de {cost} no se recupera: el coste de funcionamiento no baja ({running}; "
        "{status})."
    ),
    "answer.outside amber": (
        "Mirada externa, ámbar: {items}. Es más de {limit}; los casos publicados que citan un "
        "ahorro van de {least} a {most}. La sección «Mirada externa» los muestra."
    ),
    "answer.outside red": (
        "Mirada externa, rojo: {items}. Es más de {limit}; los casos publicados que citan un "
        "ahorro van de {least} a {most}. Busque lo que el modelo omite antes de creerlo."
    ),
    "answer.outside above": (
        "Mirada externa, rojo: {items}. Es más de lo que ha ahorrado o prometido ningún caso "
        "publicado citado aquí (a lo sumo {most}). Busque lo que el modelo omite antes de "
        "creerlo."
    ),
    "payback.pays back": "{status}; a precios constantes, sin descuento",
    "payback.never": "no se recupera ({status})",
    "payback.cannot tell": (
        "no se puede decir: la baja de coste puede ser nula o negativa ({status})"
    ),
    "payback.not tested": "{status}; sin prueba (una sola réplica)",
    "answer.losers": "Oficinas de las que consta que pierden en algún indicador ({n}): {offices}.",
    "answer.no losers": (
        "No consta que ninguna oficina pierda más del {materiality} del valor actual."
    ),
    "answer.nobody tested": (
        "Con una sola réplica nadie puede decir qué oficinas ganan o pierden: nada se somete a "
        "prueba."
    ),
    "answer.longer without losers": (
        "Esto no contradice el plazo más largo de {processes}: en ninguna oficina la pérdida es "
        "a la vez mayor que eso y segura."
    ),
    "answer.winners": "Oficinas de las que consta que ganan en algún indicador ({n}): {offices}.",
    "answer.all gain": "Consta que las {n} oficinas ganan en algún indicador.",
    # The outside view
    "outside.item": "{name} baja {by}",
    "outside.row cost_of_work_per_year": "Mirada externa: trabajo",
    "outside.row cost_of_capacity": "Mirada externa: capacidad, neta",
    "outside.cost_of_work_per_year": "el costo del trabajo",
    "outside.cost_of_capacity": "el costo de la capacidad, con lo que cuesta mantener el cambio,",
    "outside.within": "como los casos publicados (no más de {limit})",
    "outside.amber": "ámbar: más de {limit}",
    "outside.red": "rojo: más de {limit}",
    "outside.above": "rojo: más que todos los casos publicados (a lo sumo {most})",
    "outside.why": (
        "Un modelo solo sabe lo que se puso en él, y las reformas cuestan más y ahorran menos de "
        "lo previsto. Por eso lo que ahorra cada escenario está aquí junto a lo que ahorraron "
        "reformas comparables: ámbar por encima de {amber}, rojo por encima de {red}."
    ),
    "outside.caption": "{scenario}: baja del costo anual junto a casos publicados",
    "outside.reduction": "Baja",
    "outside.note": (
        "Parte del costo actual de los procesos modelados. El trabajo no es dinero pagado: su "
        "costo baja como las horas, y el presupuesto solo donde desaparecen puestos. "
        "De la baja de la capacidad se descuenta lo que cuesta mantener el cambio."
    ),
    "outside.stress": (
        "Una prueba, no un pronóstico. Si le fuera como a reformas que los auditores criticaron "
        "({realised} del ahorro logrado, costo único {overrun} mayor, {delay} meses de retraso), "
        "un costo único de {cost} tendría enfrente {saved} menos de costo de funcionamiento: "
        "{years} para recuperarlo, con {delay} meses de retraso al comenzar."
    ),
    "outside.stress nothing": (
        "Una prueba, no un pronóstico. Si le fuera como a reformas que los auditores criticaron "
        "({realised} del ahorro logrado, costo único {overrun} mayor, {delay} meses de retraso), "
        "un costo único de {cost} no se recuperaría nunca: el costo de funcionamiento no bajaría."
    ),
    "outside.cases": "Casos publicados",
    "outside.cases note": (
        "Una raya: la fuente no da esa parte. Ahorro: parte del costo de funcionamiento o de la "
        "plantilla, prevista, afirmada o tomada como referencia. Logrado: parte del ahorro "
        "previsto que llegó. Los proveedores hablan de su propio trabajo. Muchos casos públicos "
        "se examinaron porque habían salido mal. Los nombres y las fuentes se citan como se "
        "publicaron."
    ),
    "outside.organisation": "Organización",
    "outside.saving": "Ahorro",
    "outside.realised": "Logrado",
    "outside.overrun": "Sobrecosto",
    "outside.delay": "Meses de retraso",
    "outside.kind": "Tipo",
    "outside.public": "público",
    "outside.vendor": "proveedor",
    # Causes of waiting
    "cause.scheduled": "demoras y fechas",
    "cause.deadline_race": "primera respuesta",
    "cause.hand_over": "traspaso",
    "cause.batch": "lote",
    "cause.off_duty": "fuera de horario",
    "cause.elsewhere": "cerrado en otra parte",
    "cause.absence": "ausencia",
    "cause.team": "equipo incompleto",
    "cause.priority": "adelantamiento",
    "cause.contention": "cola",
    # Indicators
    "kpi.cases_arrived": "Casos llegados",
    "kpi.cases_ended": "Casos terminados",
    "kpi.cases_unfinished": "Casos sin terminar",
    "kpi.cycle_time": "Plazo total",
    "kpi.cycle_time_wd": "Plazo total, días laborables",
    "kpi.in_progress": "Casos en curso",
    "kpi.waiting_time": "Tiempo de espera",
    "kpi.waiting_hand_over": "Espera: traspaso",
    "kpi.waiting_scheduled": "Espera: demoras y fechas",
    "kpi.waiting_deadline_race": "Espera: primera respuesta",
    "kpi.waiting_batch": "Espera: lote",
    "kpi.waiting_absence": "Espera: ausencia",
    "kpi.waiting_off_duty": "Espera: fuera de horario",
    "kpi.waiting_elsewhere": "Espera: cerrado en otra parte",
    "kpi.waiting_team": "Espera: equipo",
    "kpi.waiting_priority": "Espera: prioridad",
    "kpi.waiting_contention": "Espera: cola",
    "kpi.processing_time": "Tiempo de tramitación",
    "kpi.work": "Horas de trabajo",
    "kpi.cost_of_work": "Costo del trabajo por caso",
    "kpi.within_target": "Proporción dentro de la meta",
    "kpi.work_per_year": "Horas de trabajo al año",
    "kpi.cost_of_work_per_year": "Costo del trabajo al año",
    "kpi.cost_of_capacity": "Costo de la capacidad al año",
    "kpi.utilisation": "Ocupación",
    "kpi.load": "Carga esperada",
    "kpi.posts": "Puestos",
    "kpi.posts_needed": "Puestos necesarios",
    "kpi.visits": "Pasos por caso",
    "kpi.errors_made": "Errores cometidos por caso",
    "kpi.errors_found": "Errores hallados por caso",
    "kpi.errors_escaped": "Errores no hallados por caso",
    "kpi.cost_of_errors": "Costo de los errores al año",
    "kpi.failure_activities": "Trabajo por retrasos por caso",
    "kpi.failure_demand": "Trabajo por retrasos al año",
    "kpi.backlog_growth": "Crecimiento del atraso",
    "kpi.payback": "Plazo de recuperación simple",
    # Figures
    "figure.numbers": "Los números de esta figura",
    "figure.mean": "media",
    "figure.p90": "percentil 90",
    "figure.cycle_time": "Plazo total por proceso",
    "figure.cycle_time.alternative": (
        "Media y percentil 90 del plazo total de cada proceso, actual y en cada escenario, "
        "con intervalos del 95 %. La tabla siguiente contiene los mismos números."
    ),
    "figure.by_office": "{process}: variación del plazo medio por oficina ({scenario})",
    "figure.by_office.alternative": (
        "Diferencia del plazo medio de {process} entre {scenario} y la situación actual, por "
        "oficina de origen, con intervalos del 95 %. La tabla siguiente contiene los mismos "
        "números."
    ),
    "figure.by_office.axis": "Diferencia del plazo medio",
    "figure.by_office.note": (
        "A la izquierda de 0: más corto. Un punto lleno se distingue de 0 tras el ajuste de "
        "Holm entre las oficinas; uno vacío, no. Los intervalos no están ajustados."
    ),
    "figure.waiting": "Espera por causa",
    "figure.waiting.alternative": (
        "Días de espera de un caso por causa, para cada proceso, actual y en cada escenario. "
        "La tabla siguiente contiene los mismos números."
    ),
    "figure.waiting.note": (
        "Espera de todos los pasos de un caso; los pasos paralelos cuentan cada uno. El "
        "cuadrado lleva el color del escenario."
    ),
    "figure.utilisation": "Ocupación por oficina y función, en %: {scenario}",
    "figure.utilisation.alternative": (
        "Parte de su tiempo de presencia que trabaja cada equipo; oficinas en filas, "
        "funciones ejercidas juntas en columnas. La tabla siguiente contiene los mismos "
        "números."
    ),
    "figure.utilisation.note": (
        "▲ y ámbar: 85 % o más. ▲▲ y rojo: 100 % o más; allí figura la carga esperada. ▽ y azul: "
        "menos del 30 %, poco que hacer."
    ),
    "figure.utilisation.empty": "Una raya: la oficina no tiene ese puesto.",
    "figure.costs": "Costo antes y después",
    "figure.costs.alternative": (
        "Costo anual del trabajo y de la capacidad, actual y en cada escenario: sede, "
        "terreno (oficinas regionales y de país) y centros de servicios. La tabla siguiente "
        "contiene los mismos números."
    ),
    "figure.costs.note": "Los sistemas no pertenecen a ninguna oficina.",
    "figure.bridge": "De la situación actual a {scenario}, parte por parte",
    "figure.bridge.alternative": (
        "Lo que cada parte del escenario añade al costo anual del trabajo y de la capacidad, "
        "con intervalos del 95 %. La tabla siguiente contiene los mismos números."
    ),
    "figure.bridge.axis": "Variación respecto de la situación actual",
    "figure.bridge.total": "Todas las partes",
    "figure.bridge.note": (
        "Las partes se añaden una a una en el orden del archivo del escenario; otro orden "
        "repartiría el total de otra manera. Cada barra es una simulación pareada "
        "({replications} réplicas)."
    ),
    "figure.bridge.fewer": (
        "Cada barra se basa en las primeras {replications} de las {all} réplicas, de modo que la "
        "situación actual y el total difieren un poco de la respuesta; las diferencias son "
        "pareadas y varían mucho menos que las cifras mismas."
    ),
    # The report
    "report.title": "{model}: comparación de escenarios",
    "report.subtitle": (
        "{scenarios}, en comparación con la situación actual; del {start} al {end}, "
        "{replications} réplicas cada uno."
    ),
    "banner.title": "Datos ilustrativos.",
    "banner.illustrative": (
        "{n} de los {all} datos principales (volúmenes, tiempos, proporciones, puestos y su "
        "costo) son supuestos o no tienen fuente. Léanse los números como una ilustración "
        "del método, no como resultados."
    ),
    "heading.answer": "La respuesta",
    "heading.glance": "De un vistazo",
    "heading.beside": "La situación actual simulada frente a lo que se sabe",
    "heading.effects": "Los números principales",
    "heading.changes": "Qué cambia y por qué",
    "heading.figures": "Figuras",
    "heading.fairness": "Quién gana y quién pierde",
    "heading.certainty": "Con qué certeza",
    "heading.checks": "Comprobaciones",
    "heading.costs": "Costo: trabajo y capacidad",
    "heading.outside": "Mirada externa",
    "heading.targets": "Metas",
    "heading.assumptions": "Supuestos y fuentes",
    "heading.method": "Método",
    "heading.identity": "Identidad de la simulación",
    "baseline.draft": (
        "La línea de base ({year}) no ha sido validada: todo importe es aquí una estimación."
    ),
    "baseline.validated": "La línea de base ({year}) fue validada por {by} el {date}.",
    "beside.caption": "Situación actual simulada y cifras observadas",
    "beside.note": (
        "Ajustado: la cifra sirvió para fijar datos del modelo, de modo que su coincidencia "
        "no prueba nada. Razón: simulado entre observado."
    ),
    "beside.said": (
        "Cifras observadas: {n}, de las que {fitted} sirvieron para ajustar el modelo. La "
        "situación simulada dista menos de un quinto de {near} de ellas; la más lejana es "
        "{process}, {name}: {simulated} simulados frente a {observed} observados ({ratio})."
    ),
    "beside.none": (
        "El modelo no indica ninguna cifra observada: nada ajeno al modelo confirma la "
        "situación actual."
    ),
    "glance.caption": "Plazo medio de cada proceso; costo, trabajo y puestos del conjunto",
    "glance.change": "{after} ({change})",
    "glance.note": (
        "= sin diferencia. ≈ solo: no se distingue de la situación actual con esta precisión. ≈ "
        "ante un número: cambia según su propio intervalo, pero sin certeza al juzgar juntos todos "
        "los efectos principales."
    ),
    "glance.note not tested": (
        "= sin diferencia. Una sola réplica: nada se somete a prueba y cualquier cambio puede "
        "deberse al azar."
    ),
    "effects.caption": "{scenario}: lo que cambia",
    "effects.untold": "{scenario}: lo que queda igual o no se distingue del azar ({n})",
    "effects.note": (
        "Las diferencias son pareadas, con intervalos del 95 %. Los veredictos se ajustan "
        "según Holm sobre los {n} efectos principales de todos los escenarios, que son {kinds}, "
        "de cada proceso y de todos juntos: lo incierto en conjunto cambia solo según su propio "
        "intervalo. Los puestos vienen dados y no se someten a prueba. (+n): bastarían unas n "
        "réplicas más si el efecto es tan grande como el observado."
    ),
    "effects.note not tested": (
        "Una sola réplica: no hay intervalos y nada se somete a prueba. Cualquier diferencia "
        "puede deberse al azar."
    ),
    "changes.owner": "Responsable: {owner}.",
    "changes.built on": (
        "Este escenario parte de otro escenario y no de la situación actual: aquí "
        "solo se explican sus propios cambios. Todos sus efectos se comparan con la situación "
        "actual, y la lista de valores modificados los contiene todos desde ella."
    ),
    "changes.none": "Nada cambia.",
    "changes.lines": "Todos los valores cambiados ({n})",
    "changes.map": "{process}: antes y después",
    "investments.caption": "Costo de hacer el cambio",
    "investments.note": (
        "Indicado por el escenario. No forma parte de los costos anuales de este informe."
    ),
    "shifts.none": "{scenario}: no consta que ninguna oficina gane o pierda.",
    "shifts.not tested": (
        "{scenario}: una sola réplica, por lo que ninguna oficina se somete a prueba ni se nombra."
    ),
    "shifts.unstable": "{scenario}: desbordado, por lo que no se nombra a nadie.",
    "shifts.gains caption": (
        "{scenario}: oficinas que con seguridad ganan y en nada pierden ({n})"
    ),
    "shifts.losses caption": (
        "{scenario}: oficinas que con seguridad pierden en algún indicador ({n})"
    ),
    "fairness.rule": (
        "Se nombra a una oficina cuando su efecto se aparta de 0 y en más del {materiality} "
        "del valor actual, por una prueba unilateral ajustada según Holm sobre todas las "
        "oficinas, procesos e indicadores del escenario. Sin ese ajuste, el azar bastaría "
        "para nombrar a algunas. Indicadores: plazo total (media y percentil 90), tiempo de "
        "espera, costo del trabajo por caso, proporción dentro de la meta. Una oficina no "
        "nombrada puede ganar o perder menos que eso."
    ),
    "certainty.intervals": (
        "Cada número es una media sobre las réplicas; los corchetes contienen su intervalo "
        "del 95 %. El intervalo solo habla del azar de la simulación, no de datos erróneos: "
        "véanse los supuestos."
    ),
    "sharpness.caption": "Reducción de la varianza de cada efecto principal",
    "sharpness.said": (
        "La situación actual y el escenario tramitan los mismos casos con el mismo azar. Con "
        "azar independiente harían falta {median} veces las réplicas para el mismo intervalo "
        "de un efecto principal (mediana de {n} efectos; la mitad está entre {least} y "
        "{most})."
    ),
    "sharpness.note": (
        "Cuántas veces mayor sería la varianza de la diferencia con azar independiente. Por "
        "debajo de 1, el azar común no ha ayudado. Con pocas réplicas, el propio factor es "
        "incierto."
    ),
    "checks.not judged": "{n} más no pudieron juzgarse.",
    "checks.all hold": "Las {n} comprobaciones de la simulación frente a la teoría se cumplen.",
    "checks.some failed": (
        "{failed} de las {n} comprobaciones de la simulación frente a la teoría han fallado; "
        "léase con cautela lo que tocan."
    ),
    "checks.widest": (
        "Con {n} réplicas, una comprobación puede no ver una diferencia de hasta {share} de lo "
        "esperado ({check}, {subject})."
    ),
    "checks.caption": "Todas las comprobaciones",
    "checks.failed caption": "Comprobaciones que han fallado",
    "check.conservation": "conservación",
    "check.Little's law": "ley de Little",
    "check.capacity": "capacidad",
    "check.visits": "pasos",
    "check.hours of work per case": "horas de trabajo por caso",
    "costs.levels": (
        "El costo del trabajo es lo que cuestan las horas trabajadas. El costo de la "
        "capacidad es lo que cuestan los puestos, ocupados o no, y los sistemas. Menos "
        "trabajo solo reduce el gasto si se suprimen puestos o se destinan a otra cosa."
    ),
    "costs.work": "trabajo",
    "costs.capacity": "capacidad",
    "costs.column": "{cost}, {what}",
    "costs.by tier": "{scenario}: costo anual por tipo de oficina",
    "costs.by office": "{scenario}: costo anual por oficina",
    "costs.note": "Una raya: no existe esa oficina. El total incluye también los sistemas.",
    "rates.caption": "Tipos de cambio",
    "rates.note": "Tipos del {date}. Fuente: {source}.",
    "targets.caption": "Metas del modelo y valores alcanzados",
    "target.at_most": "{name}: como máximo {limit}",
    "target.at_least": "{name}: como mínimo {limit}",
    "target.met": "cumplida",
    "target.met on average": "cumplida en promedio, sin certeza",
    "target.not met": "no cumplida",
    "target.not met on average": "no cumplida en promedio, sin certeza",
    "target.not known": "se desconoce",
    "evidence.caption": "Datos por grado de evidencia",
    "evidence.A": "A, medido",
    "evidence.B": "B, registrado",
    "evidence.C": "C, estimación de expertos",
    "evidence.D": "D, supuesto",
    "inputs.group": "{part} ({n})",
    "inputs.delegations": "Delegaciones",
    "inputs.exchange_rates": "Tipos de cambio",
    "inputs.hand_overs": "Traspasos",
    "inputs.posts": "Puestos",
    "inputs.roles": "Funciones",
    "inputs.staff": "Puestos por función",
    "inputs.systems": "Sistemas",
    "inputs.working_time": "Tiempo de trabajo",
    "method.model": (
        "Cada proceso es un grafo de pasos que realizan funciones en oficinas, con sus "
        "calendarios, husos horarios, puestos y traspasos ({offices} oficinas, {processes} "
        "procesos)."
    ),
    "method.run": (
        "Una simulación de eventos discretos lleva cada caso por su grafo. Comienza el "
        "{begins}, informa del {start} al {end} y continúa hasta el {finishes}, para que los "
        "casos llegados en el período puedan terminar."
    ),
    "method.luck": (
        "{replications} réplicas con semilla {seed}. Cada sorteo tiene una dirección (caso, "
        "paso, vez, finalidad): el mismo caso encuentra el mismo azar antes y después."
    ),
    "method.intervals": (
        "Los efectos son diferencias pareadas, réplica por réplica; los intervalos son de "
        "Student, del 95 %."
    ),
    "method.families": (
        "Los veredictos se ajustan según Holm dentro de su familia: los efectos principales "
        "de todos los escenarios; en lo demás, un indicador sobre todas las oficinas, "
        "funciones o pasos."
    ),
    "method.not tested": (
        "Los efectos son las diferencias de una sola réplica: no hay intervalos y nada se somete "
        "a prueba."
    ),
    "method.cost": (
        "Una hora de trabajo cuesta el costo anual del puesto entre sus horas disponibles "
        "(horas abiertas menos vacaciones, enfermedad y formación, al ritmo productivo)."
    ),
    "method.stable": (
        "Un equipo cuya carga esperada llega al 100 %, o cuyo atraso crece durante el "
        "período, se declara desbordado; no se imprimen plazos de lo que toca."
    ),
    "identity.caption": "De qué está hecho este informe",
    "identity.run": "Simulación",
    "identity.version": "Versión de procsim",
    "identity.created": "Creado",
    "identity.seed": "Semilla",
    "identity.replications": "Réplicas",
    "identity.bridge": "Réplicas del recorrido parte por parte",
    "identity.draws": "Huella de los sorteos",
    "print.folded": (
        "Las listas plegadas (números de las figuras, valores cambiados, comprobaciones, "
        "datos) están en el archivo HTML."
    ),
}
