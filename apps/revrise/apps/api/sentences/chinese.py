"""What services refuse, said in Chinese: by the form of the English sentence.

Services speak English; a sentence of a form not listed here stays as it is.
"""

import re

from revrise.apps.api.sentences import (
    calls,
    governance,
    intake,
    labelled,
    sound,
    toml,
    transcripts,
    working,
)
from revrise.core.bilingual import Language
from revrise.core.conversations.call import FOR_ADMINS

_THINGS = {
    "account": "客户", "asset": "内容", "asset_version": "内容版本", "assessment": "评分",
    "blind_review": "盲评", "blind_assignment": "双盲评审", "adjudication": "评审裁定",
    "review_skip": "跳过记录",
    "call_arrival": "接入的通话", "intake_source": "通话来源",
    "call": "通话", "call_comment": "评论", "card": "联系人", "clip": "通话片段",
    "model_answer": "模型回答",
    "coach_score": "教练评分",
    "consent": "同意记录", "course": "课程", "crm_source": "客户系统", "deal": "商机",
    "dispute": "申诉", "enrolment": "报名", "job": "后台任务", "ledger_entry": "积分记录",
    "notification": "通知", "one_on_one": "一对一", "person": "人员", "plan": "辅导计划",
    "plugin": "插件", "product": "产品", "recording": "录音", "role_play": "演练",
    "rubric": "评分标准",
    "scenario": "演练场景", "session": "会话", "api_key": "API 密钥", "team": "团队",
    "webhook_endpoint": "Webhook", "second_factor": "双重验证",
    "the others": "其他参与者", "the seller": "销售", "the others, the seller": "销售和其他参与者",
}  # fmt: skip
_FORMS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(form, re.DOTALL), said)
    for form, said in (
        *calls.FORMS,
        *governance.FORMS,
        *sound.FORMS,
        *toml.FORMS,
        *transcripts.FORMS,
        *working.FORMS,
        *intake.FORMS,
        *labelled.FORMS,
        # What is said of many things comes after what is said of one.
        (r"this message came before", "此消息已收到过"),
        (r"this source is switched off", "此来源已关闭"),
        (r"this call was (\w+) before", "此通话已处理（{0}）"),
        (r"the call has neither words nor a link, or both", "通话须有文字稿或链接，且只能有其一"),
        (r"only who answers for this source hands calls in", "只有此来源的负责人可以提交通话"),
        (r"no recording of call (.+)", "通话 {0} 没有录音"),
        (r"a second factor is on already", "双重验证已启用"),
        (r"this is not your password", "密码不对"),
        (r"this code is wrong, or was used before", "验证码不对，或已用过"),
        (r"no second factor (?:is on|waits to be confirmed)", "没有待确认或已启用的双重验证"),
        (r"a role of yours asks for a second factor", "你的角色需要双重验证"),
        (r"no stage '(.+)'", "没有阶段 {0}"),
        (r"no ([a-z_]+) (\S+)", "没有{0} {1}"),
        (r"you may not ([a-z]+) ([a-z_]+) as (.+)", "以 {2} 的身份，你无权对{1}执行 {0}"),
        (r"you may not read (.+) of ([a-z_]+), nor filter, sort or sum by it",
         "你无权读取{1}的 {0}，也不能据此筛选、排序或汇总"),
        (r"you may not change (.+) of this ([a-z_]+)", "你无权修改此{1}的 {0}"),
        (r"you may not ([a-z]+) this ([a-z_]+)", "你无权对此{1}执行 {0}"),
        (r"this would take the ([a-z_]+) out of your reach", "此修改会使该{0}超出你的可见范围"),
        (r"([a-z_]+) (\S+) was changed by somebody else", "{0} {1} 已被他人修改"),
        (r"(.+) was changed by somebody else", "{0} 已被他人修改"),
        (r"cannot move from (.+) to (.+)", "不能从 {0} 移到 {1}"),
        (r"(\d+) criteri(?:on|a) unmet for (\S+): (.+)", "移到 {1} 还有 {0} 项条件未满足：{2}"),
        (r"only the person a plan is for accepts it", "只有计划的对象本人可以接受"),
        (r"a plan that is (\w+) cannot become (\w+)", "状态为 {0} 的计划不能变为 {1}"),
        (r"a version that is (\w+) cannot become (\w+)", "状态为 {0} 的版本不能变为 {1}"),
        (r"the author may not approve their own version", "作者不能批准自己的版本"),
        (r"the plan is (\w+)", "计划状态为 {0}"),
        (r"the 1:1 is (\w+)", "一对一状态为 {0}"),
        (r"the call is (\w+)", "通话状态为 {0}"),
        (r"the dispute is (\w+)", "申诉状态为 {0}"),
        (r"the session is (\w+), not (\w+)", "演练状态为 {0}，而不是 {1}"),
        (r"actions still open: (.+)", "还有行动未完成：{0}"),
        (r"lessons still open: (.+)", "还有课时未完成：{0}"),
        (r"scored (\S+), the pass mark is (\S+)", "得分 {0}，及格线为 {1}"),
        (r"(.+) is enrolled in (.+) already", "{0} 已加入课程 {1}"),
        (r"(.+) completed (.+) already", "{0} 已完成 {1}"),
        (r"(.+) has a plan on (.+) already", "{0} 在 {1} 上已有计划"),
        (r"(.+) has no known gap(?: in (.+))?", "{0} 没有已知差距"),
        (r"nothing is known about (.+)", "对 {0} 尚无了解"),
        (r"nothing was said by the seller yet", "销售一方还没有说话"),
        (r"it was taken back before", "该同意此前已撤回"),
        (r"somebody else has this address", "该邮箱已被他人使用"),
        (r"you cannot deactivate yourself", "不能停用自己"),
        (r"a team cannot stand below itself", "团队不能位于自己之下"),
        (r"only its owner does this with a webhook", "只有 Webhook 的所有者可以这样做"),
        (r"this is neither a recording nor a transcript of a known format",
         "这既不是录音，也不是已知格式的文字稿"),
        (r"(\S+) rows are too many for one file, which takes (\S+)",
         "{0} 行超过单个文件的上限 {1} 行"),
        (r"you uploaded what fits in a day: (\S+) MB", "你今天的上传量已达上限：{0} MB"),
        (r"your organisation uploaded what fits in a day: (\S+) MB",
         "贵组织今天的上传量已达上限：{0} MB"),
        (r"a recording is not transcribed unless everybody on it agreed",
         "须所有参与者同意，录音才会转写"),
    )
)  # fmt: skip
# Whom what follows is for.
_FOR = {FOR_ADMINS.removesuffix(": "): "请管理员处理"}
_OFTEN = re.compile(r"(.+), (\d+) times", re.DOTALL)  # as a job says it that was given up


def in_chinese(sentence: str) -> str:
    """The sentence in Chinese where its form is known, else as it is.

    A place may stand before it: `call.vtt:3: ends before it starts`; so may more than one, as the
    key of a file and the expression that is wrong there. Behind it may stand how often it was so.
    """
    if (often := _OFTEN.fullmatch(sentence)) and in_chinese(often[1]) != often[1]:
        return f"{in_chinese(often[1])}（{often[2]} 次）"
    parts = sentence.split(": ")
    for number in range(len(parts)):
        if said := _fitting(": ".join(parts[number:])):
            return "：".join((*(_FOR.get(one, one) for one in parts[:number]), said))
    return sentence


def told(sentence: str, language: Language) -> str:
    """A sentence of a service in a language."""
    return in_chinese(sentence) if language == "zh" else sentence


def _fitting(sentence: str) -> str:
    for form, said in _FORMS:
        if fits := form.fullmatch(sentence):
            return said.format(*(_THINGS.get(part, part) for part in fits.groups("")))
    return ""
