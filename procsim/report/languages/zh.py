"""Chinese (simplified)."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    # Joining
    "list.comma": "、",
    "list.and": "和",
    "list.colon": "：",
    "list.sentence": "",
    "list.and others": "{shown}等（另有{n}个）",
    "of.p50": "{name}，中位数",
    "of.p90": "{name}，第 90 百分位数",
    "of.p95": "{name}，第 95 百分位数",
    "of.mean": "{name}，平均值",
    "pool": "{office}：{roles}",
    "axis": "{name}（{unit}）",
    "in unit": "单位：{unit}。",
    "price year": "{year}年价格。",
    "yes": "是",
    "no": "否",
    "no number": "无数值",
    "no source": "无来源",
    "no date": "无日期",
    "no year": "无年份",
    # Columns
    "as-is": "现状",
    "to-be": "方案",
    "all processes": "所有流程",
    "process": "流程",
    "scenario": "方案",
    "office": "办事处",
    "tier": "机构类别",
    "part": "部分",
    "cost": "成本",
    "total": "合计",
    "difference": "差值",
    "relative": "相对变化",
    "verdict": "结论",
    "indicator": "指标",
    "before this part": "加入本部分之前",
    "observed": "观测值",
    "simulated": "模拟值",
    "ratio": "比值",
    "fitted": "是否用于拟合",
    "source": "来源",
    "target": "目标",
    "reached": "达到值",
    "met": "是否达标",
    "what": "项目",
    "value": "值",
    "path": "在模型中的位置",
    "place": "文件与行号",
    "evidence": "证据等级",
    "changes.shortened": "{text}……（{n}个值，见完整列表）",
    "inputs": "输入数",
    "with source": "有来源",
    "mean cost": "均值（范围）",
    "month": "月份",
    "currency": "货币",
    "rate": "每单位折合{currency}",
    "check": "检验",
    "subject": "对象",
    "expected": "预期值",
    "found": "实际值",
    "standard error": "标准误",
    "holds": "是否成立",
    "note": "说明",
    "loses on": "受损指标",
    "gains on": "受益指标",
    "largest shift": "最大变化",
    "variance reduction": "方差缩减",
    # Places
    "tier.hq": "总部",
    "tier.regional": "区域办事处",
    "tier.country": "国家办事处",
    "tier.centre": "服务中心",
    "place.hq": "总部",
    "place.field": "地方机构",
    "place.centre": "服务中心",
    "place.systems": "系统（不属任何办事处）",
    # Verdicts
    "verdict.better": "更好",
    "verdict.worse": "更差",
    "verdict.higher": "更高",
    "verdict.lower": "更低",
    "verdict.same": "无差异",
    "verdict.cannot_tell": "无法区分",
    "verdict.cannot_tell jointly": "一并判断时不确定",
    "verdict.more": "；若效果与所见一样大，再做约{n}次重复即可",
    "verdict.one more": "；若效果与所见一样大，再做约 1 次重复即可",
    "verdict.not_comparable": "不可比",
    "verdict.not_tested": "未检验（只有一次重复）",
    # The answer
    "cannot keep up": "超负荷",
    "unstable.flag": "超负荷，不可比",
    "show.removed": "{process}：已取消，因此图上没有：{steps}",
    "remark": "提示：",
    "warning": "警告：",
    "warning.renamed": (
        "“{after}”与被取消的“{before}”相似：若是同一项工作，请写`luck_of: {luck_of}`，否则比较在"
        "此处会变得不够精确"
    ),
    "no value": "没有个案或个案未办结",
    "not comparable": "不可比：{why}",
    "unstable.verdict": "跟不上工作量的人员组：{n}个。",
    "unstable.overloaded": (
        "{pool}：到达的工作多于能够完成的工作（预期负荷{load}）；积压增长{growth}。"
    ),
    "unstable.overloaded without growth": (
        "{pool}：到达的工作多于能够完成的工作（预期负荷{load}）。"
    ),
    "unstable.growing": "{pool}：预期负荷为{load}，但积压增长{growth}。",
    "unstable.others": "另有{n}个人员组处于同样状态。",
    "answer.same": "无任何差异的周期时间：{processes}。",
    "answer.shorter": "{process}平均缩短{by}：由{before}变为{after}（{change}）。",
    "answer.longer": "{process}平均延长{by}：由{before}变为{after}（{change}）。",
    "answer.cannot tell": "在目前精度下与现状无法区分的平均周期时间：{processes}{more}。",
    "item.difference": "{process}（{difference}）",
    "answer.cannot tell jointly": (
        "单独看有变化、但所有主要效应一并判断时尚不确定的平均周期时间：{processes}{more}。"
    ),
    "answer.not comparable": "与现状不可比、因此不列出的周期时间：{processes}。",
    "answer.misses": "模拟的现状与观测值相差较大：{items}。请谨慎看待对它们的效果。",
    "item.misses": "{process}（{name}：模拟{simulated}，观测{observed}，{ratio}）",
    "answer.not tested": "{process}平均由{before}变为{after}；只有一次重复，无法说明其可靠程度。",
    "answer.cost_of_work_per_year": "工作成本",
    "answer.cost_of_capacity": (
        "人员配置成本（岗位用于这些流程的部分，无论是否满负荷；申请人时间；系统）"
    ),
    "answer.cost same": "{subject}不变。",
    "answer.cost less": "{subject}减少{by}：由{before}变为{after}（{change}；{status}）。",
    "answer.cost more": "{subject}增加{by}：由{before}变为{after}（{change}；{status}）。",
    "answer.cost cannot tell": (
        "{subject}在目前精度下与现状无法区分：{difference}{more}（{status}）。"
    ),
    "answer.cost less jointly": (
        "{subject}单独看减少{by}，但所有主要效应一并判断时尚不确定："
        "由{before}变为{after}（{change}；{status}{more}）。"
    ),
    "answer.cost more jointly": (
        "{subject}单独看增加{by}，但所有主要效应一并判断时尚不确定："
        "由{before}变为{after}（{change}；{status}{more}）。"
    ),
    "answer.cost not tested": (
        "{subject}由{before}变为{after}（{change}；{status}）；只有一次重复，无法说明其可靠程度。"
    ),
    "answer.other rates": (
        "工作成本的变化中，{amount}并非实际金额：仅因同样的岗位、同样的薪酬有了更多或更少的工时，"
        "每小时的价格才不同：{items}。"
    ),
    "item.rate": "{pool}（由{before}变为{after}）",
    "status.illustration": "示例",
    "status.estimate": "估计",
    "status.validated": "基线已经核实",
    "status.saving": "节约",
    "answer.same posts": "编制保持{before}不变。",
    "answer.posts": "编制由{before}变为{after}（{difference}）。",
    "answer.posts needed": "工作量所需岗位由{before}变为{after}：{difference}。",
    "answer.same posts needed": "工作量所需岗位与现状相同，为{before}。",
    "answer.fractions": (
        "有{n}个人员组的增减各不足{least}（共减{cut}、增{added}）：除非合同变更或有其他工作填补，"
        "这样的零头只存在于纸面。"
    ),
    "answer.running": "维持这项改变每年需{amount}，未计入以上数字。",
    "answer.payback": (
        "一次性费用{cost}可在{years}内收回，按运行费用减少{saved}计（简单回收期，未折现；{status}"
        "）。"
    ),
    "answer.payback not tested": (
        "一次性费用{cost}可在{years}内收回，按运行费用减少{saved}计（简单回收期，未折现；{status}"
        "）；只做了一次重复，无从判断有多可靠。"
    ),
    "answer.payback counts": "这里把全部人员配置都当作实际支出，包括申请人时间和不足一个的岗位。",
    "answer.payback mean cost": "该年数按一次性费用的均值计算；其区间不包含该费用本身的不确定性。",
    "answer.payback range": "按所列最低费用{cheapest}计为{least}，按最高费用{dearest}计为{most}。",
    "answer.payback cannot tell": (
        "无法判断一次性费用{cost}能否收回：运行费用减少{saved}，该区间包含 0（{status}）。"
    ),
    "answer.payback never": "一次性费用{cost}收不回来：运行费用没有减少（{running}；{status}）。",
    "answer.outside amber": (
        "外部参照，黄色：{items}。超过了{limit}；引用节约率的公开案例在{least}至{most}之间，见“外"
        "部参照”一节。"
    ),
    "answer.outside red": (
        "外部参照，红色：{items}。超过了{limit}；引用节约率的公开案例在{least}至{most}之间。采信"
        "之前，请先查找模型遗漏了什么。"
    ),
    "answer.outside above": (
        "外部参照，红色：{items}。超过了这里引用的所有公开案例实现或承诺的节约（最高{most}）。采"
        "信之前，请先查找模型遗漏了什么。"
    ),
    "payback.pays back": "{status}；不变价格，未折现",
    "payback.never": "收不回来（{status}）",
    "payback.cannot tell": "无法判断：减少的费用可能为零或负（{status}）",
    "payback.not tested": "{status}；未检验（只有一次重复）",
    "answer.losers": "在某项指标上证明受损的办事处（{n}个）：{offices}。",
    "answer.no losers": "没有办事处被证明损失超过现值的{materiality}。",
    "answer.nobody tested": "只有一次重复，无从判断哪些办事处受益或受损：未作任何检验。",
    "answer.longer without losers": (
        "这与{processes}周期时间变长并不矛盾：没有一个办事处的损失既超过这一幅度又确凿。"
    ),
    "answer.winners": "在某项指标上证明受益的办事处（{n}个）：{offices}。",
    "answer.all gain": "全部{n}个办事处都在某项指标上证明受益。",
    # The outside view
    "outside.item": "{name}下降{by}",
    "outside.row cost_of_work_per_year": "外部参照：工作",
    "outside.row cost_of_capacity": "外部参照：人员配置，净额",
    "outside.cost_of_work_per_year": "工作成本",
    "outside.cost_of_capacity": "人员配置成本（计入维持改变的费用）",
    "outside.within": "在公开案例范围内（不超过{limit}）",
    "outside.amber": "黄色：超过{limit}",
    "outside.red": "红色：超过{limit}",
    "outside.above": "红色：超过所有公开案例（最高{most}）",
    "outside.why": (
        "模型只知道输入给它的内容，而改革往往比计划花费更多、节约更少。因此把每个方案的节约与可比"
        "改革的已知节约并列：超过{amber}为黄色，超过{red}为红色。"
    ),
    "outside.caption": "{scenario}：年度成本的下降与公开案例",
    "outside.reduction": "下降",
    "outside.note": (
        "占现状中所建模流程成本的比例。工作成本不是实际支出：它随工时下降，而预算只有在裁减岗位时"
        "才会下降。"
        "人员配置成本的下降已扣除维持改变的费用。"
    ),
    "outside.stress": (
        "这是压力测试，不是预测。如果像审计发现有问题的改革那样（只实现{realised}的节约，一次性费"
        "用高出{overrun}，晚{delay}个月），一次性费用{cost}对应的运行费用减少为{saved}：需要"
        "{years}收回，并且晚{delay}个月开始。"
    ),
    "outside.stress nothing": (
        "这是压力测试，不是预测。如果像审计发现有问题的改革那样（只实现{realised}的节约，一次性费"
        "用高出{overrun}，晚{delay}个月），一次性费用{cost}永远收不回来：运行费用不会减少。"
    ),
    "outside.cases": "公开案例",
    "outside.cases note": (
        "短横线：来源没有给出这一比例。节约：占运行费用或人员的比例，为计划、声称或参照值。实现："
        "计划节约中实际得到的比例。供应商谈的是自己的工作。许多公共案例正是因为出了问题才受到审查。"
        "机构名称与来源照原文引用。"
    ),
    "outside.organisation": "机构",
    "outside.saving": "节约",
    "outside.realised": "实现",
    "outside.overrun": "超支",
    "outside.delay": "延迟（月）",
    "outside.kind": "性质",
    "outside.public": "公共",
    "outside.vendor": "供应商",
    # Causes of waiting
    "cause.scheduled": "延迟与定期",
    "cause.deadline_race": "先到者为准",
    "cause.hand_over": "交接",
    "cause.batch": "成批",
    "cause.off_duty": "下班",
    "cause.elsewhere": "对方下班",
    "cause.absence": "缺勤",
    "cause.team": "人员未齐",
    "cause.priority": "被插队",
    "cause.contention": "排队",
    # Indicators
    "kpi.cases_arrived": "到达个案",
    "kpi.cases_ended": "办结个案",
    "kpi.cases_unfinished": "未办结个案",
    "kpi.cycle_time": "周期时间",
    "kpi.cycle_time_wd": "周期时间（工作日）",
    "kpi.in_progress": "在办个案",
    "kpi.waiting_time": "等待时间",
    "kpi.waiting_hand_over": "等待：交接",
    "kpi.waiting_scheduled": "等待：延迟与定期",
    "kpi.waiting_deadline_race": "等待：先到者为准",
    "kpi.waiting_batch": "等待：成批",
    "kpi.waiting_absence": "等待：缺勤",
    "kpi.waiting_off_duty": "等待：下班",
    "kpi.waiting_elsewhere": "等待：对方下班",
    "kpi.waiting_team": "等待：人员未齐",
    "kpi.waiting_priority": "等待：优先级",
    "kpi.waiting_contention": "等待：排队",
    "kpi.processing_time": "处理时间",
    "kpi.work": "工作小时",
    "kpi.cost_of_work": "每个个案的工作成本",
    "kpi.within_target": "达标比例",
    "kpi.work_per_year": "每年工作小时",
    "kpi.cost_of_work_per_year": "每年工作成本",
    "kpi.cost_of_capacity": "每年人员配置成本",
    "kpi.utilisation": "利用率",
    "kpi.load": "预期负荷",
    "kpi.posts": "岗位",
    "kpi.posts_needed": "所需岗位",
    "kpi.visits": "每个个案的访问次数",
    "kpi.errors_made": "每个个案发生的差错",
    "kpi.errors_found": "每个个案发现的差错",
    "kpi.errors_escaped": "每个个案漏检的差错",
    "kpi.cost_of_errors": "每年差错成本",
    "kpi.failure_activities": "每个个案因延误产生的工作",
    "kpi.failure_demand": "每年因延误产生的工作",
    "kpi.backlog_growth": "积压增长",
    "kpi.payback": "简单回收期",
    # Figures
    "figure.numbers": "本图的数值",
    "figure.mean": "均值",
    "figure.p90": "第 90 百分位数",
    "figure.cycle_time": "各流程的周期时间",
    "figure.cycle_time.alternative": (
        "现状与各方案下每个流程周期时间的均值和第 90 百分位数，附 95% 区间。下表列出相同数值。"
    ),
    "figure.by_office": "{process}：各办事处平均周期时间的变化（{scenario}）",
    "figure.by_office.alternative": (
        "{scenario}与现状相比，各来源办事处{process}平均周期时间的差值，附 95% 区间。下表列出"
        "相同数值。"
    ),
    "figure.by_office.axis": "平均周期时间的差值",
    "figure.by_office.note": (
        "0 的左侧表示缩短。实心点：经各办事处间的 Holm 校正后可与 0 区分；空心点则不能。区间"
        "未经校正。"
    ),
    "figure.waiting": "按原因划分的等待时间",
    "figure.waiting.alternative": (
        "现状与各方案下每个流程的个案按原因划分的等待天数。下表列出相同数值。"
    ),
    "figure.waiting.note": "一个个案所有步骤的等待时间之和；并行步骤分别计算。方块为方案的颜色。",
    "figure.utilisation": "各办事处与岗位的利用率（%）：{scenario}",
    "figure.utilisation.alternative": (
        "每个人员组在岗时间中用于工作的比例；行为办事处，列为共同担任的角色。下表列出相同数值。"
    ),
    "figure.utilisation.note": (
        "▲与琥珀色：85%及以上。▲▲与红色：100%及以上，此处显示预期负荷。▽与蓝色：低于30%，工作不多。"
    ),
    "figure.utilisation.empty": "短横：该办事处没有此岗位。",
    "figure.costs": "前后成本",
    "figure.costs.alternative": (
        "现状与各方案下每年的工作成本和人员配置成本：总部、地方机构（区域和国家办事处）和服务"
        "中心。下表列出相同数值。"
    ),
    "figure.costs.note": "系统不属于任何办事处。",
    "figure.bridge": "从现状到{scenario}：逐项变化",
    "figure.bridge.alternative": (
        "方案的每个部分对每年工作成本和人员配置成本的影响，附 95% 区间。下表列出相同数值。"
    ),
    "figure.bridge.axis": "与现状相比的变化",
    "figure.bridge.total": "所有部分",
    "figure.bridge.note": (
        "各部分按方案文件中的顺序逐一加入；顺序不同，各部分所占的份额也会不同。每一条都是一次"
        "配对运行（{replications}次重复）。"
    ),
    "figure.bridge.fewer": (
        "每个柱形只用全部{all}次重复中的前{replications}次，因此这里的现状和合计与开头的答案略有"
        "出入；差异是配对计算的，波动远小于数值本身。"
    ),
    # The report
    "report.title": "{model}：方案比较",
    "report.subtitle": "{scenarios}，与现状比较；{start}至{end}，各{replications}次重复。",
    "banner.title": "示例数据。",
    "banner.illustrative": (
        "{all}个主要输入（数量、时间、比例、岗位及其成本）中有{n}个是假设或没有来源。请把数字"
        "看作方法的示例，而不是结论。"
    ),
    "heading.answer": "结论",
    "heading.glance": "一览",
    "heading.beside": "现状模拟与已知数据对照",
    "heading.effects": "主要数字",
    "heading.changes": "改变了什么，为什么",
    "heading.figures": "图",
    "heading.fairness": "谁受益，谁受损",
    "heading.certainty": "可靠程度",
    "heading.checks": "检验",
    "heading.costs": "成本：工作与人员配置",
    "heading.outside": "外部参照",
    "heading.targets": "目标",
    "heading.assumptions": "假设与来源",
    "heading.method": "方法",
    "heading.identity": "运行标识",
    "baseline.draft": "基线（{year}）尚未核实：本报告的所有金额均为估计。",
    "baseline.validated": "基线（{year}）由{by}于{date}核实。",
    "beside.caption": "现状模拟值与观测值对照",
    "beside.note": (
        "用于拟合：该数值曾用来设定模型输入，因此吻合并不能证明什么。比值：模拟值除以观测值。"
    ),
    "beside.said": (
        "模型给出 {n}个观测值，其中 {fitted}个曾用于拟合；模拟值与 {near}个相差不到五分之一。"
        "相差最大的是{process}的{name}：模拟值 {simulated}，观测值 {observed}（{ratio}）。"
    ),
    "beside.none": "模型没有给出观测值：没有模型之外的数据可以印证现状。",
    "glance.caption": "各流程的平均周期时间；全部流程的成本、工时与岗位",
    "glance.change": "{after}（{change}）",
    "glance.note": (
        "=：无差异。单独的≈：在目前精度下与现状无法区分。数字前的≈：单独看有变化，但所有主要效应"
        "一并判断时尚不确定。"
    ),
    "glance.note not tested": "= 无差异。只有一次重复：未作任何检验，任何变化都可能出于偶然。",
    "effects.caption": "{scenario}：有变化的指标",
    "effects.untold": "{scenario}：不变或无法与偶然区分的指标（{n}）",
    "effects.note": (
        "差值为配对差值，附 95% 区间。结论在所有方案的{n}个主要效应之间经 Holm 校正，即各流程及全部"
        "流程合计的{kinds}；“一并判断时不确定”指仅就自身区间而言有变化。岗位数是给定的，不作检验。"
        "(+n)：若效果与所见一样大，再做约 n 次重复即可判断。"
    ),
    "effects.note not tested": "只有一次重复：没有区间，也未作任何检验。任何差值都可能出于偶然。",
    "changes.owner": "负责人：{owner}。",
    "changes.built on": (
        "本方案以另一个方案而不是现状为起点：此处只说明它自己的改变。"
        "所有效应都与现状比较，改变的值的清单包含相对现状的全部改变。"
    ),
    "changes.none": "没有改变。",
    "changes.lines": "所有改变的值（{n}）",
    "changes.map": "{process}：前后对照",
    "investments.caption": "实施改变的成本",
    "investments.note": "由方案给出。不包括在本报告的年度成本之内。",
    "shifts.none": "{scenario}：没有办事处被证明受益或受损。",
    "shifts.not tested": "{scenario}：只有一次重复，未对任何办事处作检验，因此不列出。",
    "shifts.unstable": "{scenario}：超负荷，因此不列出任何办事处。",
    "shifts.gains caption": "{scenario}：确定受益且无任何损失的办事处（{n}个）",
    "shifts.losses caption": "{scenario}：在某项指标上确定受损的办事处（{n}个）",
    "fairness.rule": (
        "只有当一个办事处的效应既不为 0、又超过现值的{materiality}时才会列出；采用单侧检验，"
        "并在该方案的所有办事处、流程和指标之间经 Holm 校正。不作校正，仅凭偶然就会列出一些办"
        "事处。指标：周期时间（均值和第 90 百分位数）、等待时间、每个个案的工作成本、达标比例"
        "。未列出的办事处仍可能有较小的得失。"
    ),
    "certainty.intervals": (
        "每个数字都是各次重复的均值；方括号内为 95% 区间。区间只反映模拟中的偶然性，不反映错"
        "误的输入：后者见假设部分。"
    ),
    "sharpness.caption": "各主要效应的方差缩减",
    "sharpness.said": (
        "现状与方案处理相同的个案，遇到相同的随机数。若随机数相互独立，要使主要效应得到同样的"
        "区间，所需重复次数为现在的{median}倍（{n}个效应的中位数；其中一半在{least}与{most}之间）。"
    ),
    "sharpness.note": (
        "若随机数相互独立，差值的方差会大多少倍。小于 1 表示共同随机数没有帮助。重复次数少时"
        "，该系数本身也不确定。"
    ),
    "checks.not judged": "另有{n}项无法判断。",
    "checks.all hold": "运行结果与理论的{n}项检验全部成立。",
    "checks.some failed": "运行结果与理论的{n}项检验中有{failed}项不成立；阅读相关数字时请谨慎。",
    "checks.widest": (
        "重复{n}次时，检验可能看不出最多为预期值{share}的差异（{check}，{subject}）。"
    ),
    "checks.caption": "所有检验",
    "checks.failed caption": "不成立的检验",
    "check.conservation": "守恒",
    "check.Little's law": "利特尔定律",
    "check.capacity": "能力",
    "check.visits": "访问次数",
    "check.hours of work per case": "每个个案的工作小时",
    "costs.levels": (
        "工作成本是实际工作小时的成本。人员配置成本是岗位（无论是否满负荷）和系统的成本。只有"
        "在岗位减少或改作他用时，工作减少才会降低支出。"
    ),
    "costs.work": "工作",
    "costs.capacity": "配置",
    "costs.column": "{cost}，{what}",
    "costs.by tier": "{scenario}：按机构类别划分的年度成本",
    "costs.by office": "{scenario}：按办事处划分的年度成本",
    "costs.note": "短横：没有该办事处。合计还包括系统。",
    "rates.caption": "汇率",
    "rates.note": "{date}的汇率。来源：{source}。",
    "targets.caption": "模型的目标与达到的结果",
    "target.at_most": "{name}：不超过{limit}",
    "target.at_least": "{name}：不少于{limit}",
    "target.met": "达标",
    "target.met on average": "平均达标，但不确定",
    "target.not met": "未达标",
    "target.not met on average": "平均未达标，但不确定",
    "target.not known": "不详",
    "evidence.caption": "按证据等级划分的输入",
    "evidence.A": "A，实测",
    "evidence.B": "B，记录",
    "evidence.C": "C，专家估计",
    "evidence.D": "D，假设",
    "inputs.group": "{part}（{n}）",
    "inputs.delegations": "授权",
    "inputs.exchange_rates": "汇率",
    "inputs.hand_overs": "交接",
    "inputs.posts": "岗位",
    "inputs.roles": "角色",
    "inputs.staff": "各角色的岗位",
    "inputs.systems": "系统",
    "inputs.working_time": "工作时间",
    "method.model": (
        "每个流程是一张由步骤组成的图；步骤由各办事处的角色完成，并考虑其日历、时区、岗位和交"
        "接（{offices}个办事处，{processes}个流程）。"
    ),
    "method.run": (
        "离散事件模拟让每个个案走过其流程图。模拟从{begins}开始，报告{start}至{end}，并继续到"
        "{finishes}，以便报告期内到达的个案能够办结。"
    ),
    "method.luck": (
        "{replications}次重复，种子{seed}。每个随机数都有一个地址（个案、步骤、次数、用途），"
        "因此同一个案前后遇到相同的随机数。"
    ),
    "method.intervals": "效应是逐次重复的配对差值；区间为 95% 的学生氏区间。",
    "method.families": (
        "结论在各自的族内经 Holm 校正：所有方案的主要效应为一族；其余为同一指标的所有办事处、"
        "角色或步骤。"
    ),
    "method.not tested": "效应是单次重复的差值：没有区间，也未作任何检验。",
    "method.cost": (
        "一小时工作的成本等于岗位的年度成本除以其可用小时（开放时间减去休假、病假和培训，再乘"
        "以有效比例）。"
    ),
    "method.stable": (
        "预期负荷达到或超过 100%、或积压在报告期内持续增长的人员组，称为超负荷；不列出其所涉"
        "及的时间。"
    ),
    "identity.caption": "本报告的构成",
    "identity.run": "运行",
    "identity.version": "procsim 版本",
    "identity.created": "生成时间",
    "identity.seed": "种子",
    "identity.replications": "重复次数",
    "identity.bridge": "逐项变化的重复次数",
    "identity.draws": "随机数摘要",
    "print.folded": "折叠的列表（图的数值、所有改变的值、所有检验、所有输入）见 HTML 文件。",
}
