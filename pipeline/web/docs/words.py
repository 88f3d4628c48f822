"""What each operation of the API does, in Chinese; the English stands beside the route itself."""

from __future__ import annotations

from collections.abc import Mapping

OPERATIONS: Mapping[str, str] = {
    "push_case": (
        "一次请求完成登记、上传和提交：先一个 case 部分（case.json 内容），再若干带文件名的 file 部分。要"
        "么全部成功，要么什么都不登记。内容相同重发返回同一申请（200），内容不同返回 409 并列出差异。"
    ),
    "create_case": "登记一件申请，文件随后上传。case_key 相同且内容相同，返回同一申请；内容不同返回 409。",
    "list_cases": "本接入方的申请，最新在前；可按状态、统筹区、申请编号筛选，用 next_cursor 翻页。",
    "submit_case": "提交预审；补正轮次中提交新增或替换的文件。withdraw 列出不再计入的文件。重复提交不产生变化。",
    "cancel_case": "撤回申请，正在进行的工作随之停止；重复撤回不产生变化。",
    "hold_case": "暂缓清除：到期也不清除，直到解除。需要 admin 权限。",
    "lift_hold": "解除暂缓，到期后可再清除。需要 admin 权限。",
    "delete_case": "与 :cancel 相同，不删除任何内容。",
    "get_case": "一件申请，含其文件与现行预审结论。",
    "begin_supplement": (
        "对已有结论的申请开始补正：随后上传文件（用 replaces 注明替换哪一份），再 :submit。只识读新的文件，原结论保留。"
    ),
    "add_upload": "请求体即文件本身，边收边存，不必事先给出 Content-Length。同名同内容返回同一文件。",
    "list_uploads": "一件申请的全部文件，包括已撤下的。",
    "presign_upload": (
        "取得把一个文件直接传到对象存储的表单：只接受所填类型，大小不超过 max_bytes，数分钟内有效；传完后 :confirm。"
    ),
    "confirm_upload": "直传完成：服务读取一次并核对 sha256。重复确认不产生变化。",
    "remove_upload": "撤下尚未提交的文件；已提交的文件请替换，或在 :submit 时用 withdraw 撤下。",
    "get_progress": (
        "已识读的文件数与页数、所处阶段、队列位置。页数在识读一份长文件的过程中逐页更新。不想轮询请订阅 /events。"
    ),
    "get_timeline": "该申请发生过的事，按先后排列，不含个人信息。",
    "follow_events": (
        "服务器推送事件（SSE）：时间线随发生推送（id 为序号），其间推送 progress。断开后带 Last-Event-ID "
        "续传；十分钟后结束，需重新打开。"
    ),
    "get_report": "现行结论或指定结论的报告，用 format 或 Accept 选择 JSON、HTML、PDF。每次取阅都有记录。",
    "get_notice": "以通俗语言列出申请人还需补交什么；不需要补正时返回 404 no_notice。",
    "make_link": "生成一个到期失效的链接，持有者可打开现行报告，供向本人出示；只告知一次，每次打开都有记录。",
    "list_verdicts": "历次结论，最新在前；已预审的申请恰有一个现行结论。",
    "create_import": (
        "批量导入。直接上传 ZIP 包（application/zip，流式），或发 JSON 取得直传表单后 :start。包内为 mani"
        "fest.jsonl（每行一个 case.json）、manifest.csv（申请编号, 统筹区, 申请日期, 姓名, 身份证号, 病种"
        ", 文件 …），或若干含 case.json 的文件夹，以及其中列出的文件。导入的申请排在批量队列。密钥不适用"
        "的统筹区逐行拒绝，不影响其他行。"
    ),
    "list_imports": "本接入方的批量导入，最新在前。",
    "start_import": "已用表单传完，开始导入；重复调用不产生变化。",
    "get_import": "已完成、被拒绝和尚未处理的行数。",
    "list_rows": "逐行结果：对应的申请，或该行的问题。",
    "list_webhooks": "本接入方登记的通知地址，包括已停用的。",
    "create_webhook": (
        "登记通知地址；应答中的密钥只显示这一次。内网和本机地址须由管理员放行。消息按 Standard Webhooks "
        "签名，一天内重试，同一申请按先后送达。"
    ),
    "get_webhook": "查询一个通知地址。",
    "disable_webhook": "不再向其发送；投递记录保留。",
    "rotate_secret": (
        "更换签名密钥，新密钥只显示这一次。在 overlap_hours 小时内消息同时带新旧两个签名，接收方可从容切换。"
    ),
    "list_deliveries": "投递记录，最新在前：发送了什么、试了几次、对方答复。",
    "redeliver": "重新投递，重新计次；正等待发送时返回 409。",
    "get_own_key": "本次请求所用密钥的权限、统筹区、有效期与请求频率。",
    "set_rate": "管理员（admin 权限，全部统筹区）为某个密钥设置请求频率，下一次请求起生效。",
    "unset_rate": "恢复该密钥的默认请求频率。",
    "health_live": "进程有应答。",
    "health_ready": "无法受理申请时返回 503；degraded 表示仍可受理，但队列暂不可用，识读推迟。",
    "metrics": "Prometheus 指标；限本机，或带指标令牌。",
}
TAGS: Mapping[str, str] = {
    "cases 申请": "登记、提交、补正、撤回、列表。",
    "uploads 文件": "流式上传，或用预签名表单直传对象存储。",
    "progress 进度": "查询，或随发生推送。",
    "reports 报告": "预审报告、补正通知、历次结论。",
    "imports 批量导入": "一个包，许多申请，逐行结果。",
    "webhooks 通知": "有事发生时发送签名消息。",
    "keys 密钥": "密钥能做什么，多久可以请求一次。",
    "operations 运维": "健康检查与指标。",
}
