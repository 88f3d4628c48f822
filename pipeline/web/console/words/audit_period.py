"""Words of the report on a period: sentences for who leads the office."""

from __future__ import annotations

WORDS = {
    "period.title": ("预审质量抽检报告", "Report on the quality of pre-screening"),
    "period.open": ("抽检报告（可打印）", "Report to print"),
    "period.print": ("打印", "Print"),
    "period.read_in": ("复核时间 {since} – {until}", "Read from {since} to {until}"),
    "period.read_ever": ("全部复核", "All that was read"),
    "period.every_region": ("全部统筹区", "every region"),
    "period.made": ("制表时间 {at}", "made {at}"),
    "period.result": ("结果", "What came of it"),
    "period.rate.missed": (
        "申请中确有的问题，预审没有报出的（漏报）约占",
        "Of the faults that cases really had, pre-screening did not tell about",
    ),
    "period.rate.false": (
        "预审报出的问题，实际并不存在的（误报）约占",
        "Of the findings that pre-screening told, there was nothing to about",
    ),
    "period.rate.fields": (
        "从材料上识读的字段、类型和印章，有误的约占",
        "Of the values, kinds and seals read off papers, wrong were about",
    ),
    "period.interval": ("（95% 区间 {low} – {high}）", "(95 % interval {low} – {high})"),
    "period.counted": ("样本中 {wrong} / {of}", "{wrong} of {of} in the sample"),
    "period.kappa": (
        "两名质检员对问题的判断一致性 Cohen’s κ = {kappa}（95% 区间 {low} – {high}，{word}，{pairs} 对）。",
        "Two auditors agree on findings with Cohen’s κ = {kappa} (95 % interval {low} – {high}, {word}, {pairs} pairs).",
    ),
    "period.ruled": (
        "已裁定差异 {ruled} 条，其中 {right} 条裁定预审正确、{open} 条无法定论。",
        "{ruled} differences were ruled on: in {right} the machine was right, {open} could not be told.",
    ),
    "period.follow_ups": (
        "{many} 条确认漏报已记入申请的时间线，供后续跟进。",
        "{many} confirmed misses were told in their cases' timelines.",
    ),
    "period.alarms": ("有 {many} 个尚未处理的漂移告警：", "{many} alarms of drift nobody has noted yet:"),
    "period.method": ("方法", "How it was done"),
    "period.drawn": (
        "按 {plans} 个抽检方案抽取 {samples} 次，自 {since} 至 {until} 期间预审的申请中抽取，各次抽样框合计 {frame} 件（份）。抽中与否只取决于保存的随机种子，任何人都可以重抽核对。",
        "{samples} samples were drawn by {plans} plans from what was judged from {since} to {until}, out of {frame} cases or documents in all their frames. What was drawn follows from a seed that is kept: anybody can draw it again.",
    ),
    "period.read": (
        "共复核 {items} 件（份），涉及 {cases} 件申请，由 {auditors} 名质检员完成，其中 {twice} 件由第二人再次复核。",
        "{items} of them were read, of {cases} cases, by {auditors} auditors; {twice} were read by a second one as well.",
    ),
    "period.blind": (
        "复核为盲法：质检员只看材料原图，保存自己的答案之前看不到预审结果，也不复核自己经手或看过结果的申请。差异由另一名质检员裁定；尚未裁定的按复核人的答案计。",
        "Reading was blind: auditors saw the papers alone, not the machine's answer, and read nothing they had worked on or seen the result of. Differences are ruled on by another auditor; those not ruled on count as the auditor said.",
    ),
    "period.weights": (
        "比率按抽样权重（层内总数 ÷ 抽取数）推算到全部申请；区间为 95% Wilson 区间，按有效样本量计算，已计入分层权重和同一件申请内各项之间的相关。",
        "Rates are weighted by how the samples were drawn (size of the stratum over what was drawn of it). Intervals are Wilson's at 95 %, over the effective size, which minds the weights and that things of one case err together.",
    ),
    "period.limits": (
        "样本量小的行区间很宽，不宜据此下结论；质检员也看不清的内容不计入。被衡量的是预审程序本身：取未经审核员更正的预审结果。",
        "Rows of few things have wide intervals and prove little; what auditors could not read either is left out. What is measured is the program: its verdicts before anybody corrected them.",
    ),
}
