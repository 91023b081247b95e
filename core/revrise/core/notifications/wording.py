"""The kinds of notification: what each says in both languages, and where it leads.

`{subject}` is the name of what it is about, `{actor}` who did it; numbers come from its data.
"""

from collections.abc import Mapping

from attrs import frozen

from revrise.core.bilingual import Bilingual


@frozen
class Wording:
    """`about` is the resource of the subject; `{id}` in `link` its id."""

    label: Bilingual
    title: Bilingual
    body: Bilingual
    about: str
    link: str


WORDINGS: Mapping[str, Wording] = {
    "call.scored": Wording(
        Bilingual("A call of mine is scored", "我的通话已评分"),
        Bilingual("“{subject}” is scored", "“{subject}”已完成评分"),
        Bilingual("{scorecards} scorecard(s), with the words behind each level.",
                  "共 {scorecards} 份评分卡，每一档都附有原话依据。"),
        "call",
        "/calls/{id}",
    ),
    "call.blocked": Wording(
        Bilingual("A call of mine was not processed", "我的通话未被处理"),
        Bilingual("“{subject}” was not analysed", "“{subject}”未被分析"),
        Bilingual("Not everybody on it agreed. Nothing of it was kept but this entry.",
                  "并非所有参与者都同意；除此条目外，未保留任何内容。"),
        "call",
        "/calls/{id}",
    ),
    "call.failed": Wording(
        Bilingual("A call of mine could not be processed", "我的通话处理失败"),
        Bilingual("“{subject}” could not be processed", "“{subject}”处理失败"),
        Bilingual("The call's page says why and what to do.", "通话页面说明了原因和处理办法。"),
        "call",
        "/calls/{id}",
    ),
    "call_arrival.waits": Wording(
        Bilingual("Calls of my sources wait for me", "我负责的来源有通话待认领"),
        Bilingual("A call came in and fits nobody for certain", "有一通接入的通话无法确定归属"),
        Bilingual("Say whose it is, or dismiss it. You are told again once the inbox was empty.",
                  "请指明归属或忽略。待认领列表清空后，有新通话时会再次提醒。"),
        "call_arrival",
        "/calls/inbox",
    ),
    "gap.found": Wording(
        Bilingual("A gap is certain, a plan could close it", "差距已确定，可制定辅导计划"),
        Bilingual("{person}: a sure gap in {subject}", "{person}：{subject}存在确定的差距"),
        Bilingual("Level {level}, target {target}. A coaching plan could close it.",
                  "当前 {level} 级，目标 {target} 级；可制定辅导计划来弥补。"),
        "competency",
        "/coaching/people/{person_id}/{id}",
    ),
    "call.commented": Wording(
        Bilingual("Feedback on a call", "通话反馈"),
        Bilingual("{actor} commented on “{subject}”", "{actor}评论了“{subject}”"),
        Bilingual("Read it beside the moment it is about.", "可在对应的时刻旁查看。"),
        "call",
        "/calls/{id}",
    ),
    "call.mentioned": Wording(
        Bilingual("Somebody mentions me", "有人提到我"),
        Bilingual("{actor} mentioned you on “{subject}”", "{actor}在“{subject}”中提到了你"),
        Bilingual("Read it beside the moment it is about.", "可在对应的时刻旁查看。"),
        "call",
        "/calls/{id}?show=comments",
    ),
    "call.reviewed": Wording(
        Bilingual("A coach scored a call of mine", "教练为我的通话评分"),
        Bilingual("{actor} scored “{subject}”", "{actor}为“{subject}”评了分"),
        Bilingual("Their levels stand beside the machine’s.", "其评级与机器评级并列显示。"),
        "call",
        "/calls/{id}",
    ),
    "review.given": Wording(
        Bilingual("A call for me to review", "分配给我的通话评审"),
        Bilingual("{actor} gave you “{subject}” to score", "{actor}请你为“{subject}”评分"),
        Bilingual("Nobody sees another’s levels before all reviewers are done.",
                  "在所有评审人完成之前，谁也看不到别人的评分。"),
        "call",
        "/calls/{id}/score?card={rubric}",
    ),
    "review.due": Wording(
        Bilingual("A review of mine is due soon", "我的评审即将到期"),
        Bilingual("Your review of “{subject}” is due soon", "你对“{subject}”的评审即将到期"),
        Bilingual("After its day it cannot be scored blind any more; pass it on if you cannot.",
                  "到期后将不能再进行盲评；如无法完成，请跳过并说明原因。"),
        "call",
        "/calls/{id}/score?card={rubric}",
    ),
    "review.done": Wording(
        Bilingual("Reviewers I asked are done", "我请的评审人已完成"),
        Bilingual("The blind reviews of “{subject}” are over", "“{subject}”的盲评已结束"),
        Bilingual("{scored} of {given} reviewers scored; the page shows how far they agree.",
                  "{given} 位评审人中有 {scored} 位已评分；页面显示评分的一致程度。"),
        "call",
        "/coaching/assignments/{assignment}",
    ),
    "dispute.raised": Wording(
        Bilingual("A score is disputed", "评分申诉"),
        Bilingual("{person} disputes a level on “{subject}”",
                  "{person}对“{subject}”的一项评分提出申诉"),
        Bilingual("Somebody who did not score it decides.", "由未参与评分的人裁定。"),
        "call",
        "/calls/{id}",
    ),
    "dispute.decided": Wording(
        Bilingual("A dispute of mine is decided", "我的申诉有了结果"),
        Bilingual("Your dispute on “{subject}” is decided", "你对“{subject}”的申诉已有结果"),
        Bilingual("The call's page says how and why.", "通话页面说明了结果和理由。"),
        "call",
        "/calls/{id}",
    ),
    "one_on_one.planned": Wording(
        Bilingual("A 1:1 with me", "与我的一对一"),
        Bilingual("{actor} planned a 1:1 with you", "{actor}安排了与你的一对一"),
        Bilingual("Its agenda comes from your plan and open promises.",
                  "议程来自你的计划和未兑现的承诺。"),
        "one_on_one",
        "/coaching/one-on-ones/{id}",
    ),
    "plan.proposed": Wording(
        Bilingual("A coaching plan for me", "给我的辅导计划"),
        Bilingual("{actor} proposes a coaching plan: {subject}",
                  "{actor}提出了辅导计划：{subject}"),
        Bilingual("Read it and accept it, or talk about it.", "请查看并接受，或与教练讨论。"),
        "plan",
        "/coaching/plans/{id}",
    ),
    "plan.accepted": Wording(
        Bilingual("A plan of mine is accepted", "我提出的计划已被接受"),
        Bilingual("{person} accepted the plan: {subject}", "{person}接受了计划：{subject}"),
        Bilingual("Progress is measured on the calls that follow.", "进展将按之后的通话衡量。"),
        "plan",
        "/coaching/plans/{id}",
    ),
    "plan.due": Wording(
        Bilingual("A plan is due soon", "计划即将到期"),
        Bilingual("The plan on {subject} is due soon", "{subject}的计划即将到期"),
        Bilingual("{open} action(s) still open.", "还有 {open} 项行动未完成。"),
        "plan",
        "/coaching/plans/{id}",
    ),
    "course.assigned": Wording(
        Bilingual("A course for me", "给我的课程"),
        Bilingual("You are enrolled in “{subject}”", "你已加入课程“{subject}”"),
        Bilingual("{actor} enrolled you.", "由{actor}安排。"),
        "course",
        "/learning/{id}",
    ),
    "course.due": Wording(
        Bilingual("A course is due soon", "课程即将到期"),
        Bilingual("“{subject}” is due soon", "课程“{subject}”即将到期"),
        Bilingual("Finish its lessons before the due day.", "请在到期日前完成课时。"),
        "course",
        "/learning/{id}",
    ),
    "course.submitted": Wording(
        Bilingual("A course waits for approval", "有课程待审批"),
        Bilingual("The course “{subject}” waits for approval", "课程“{subject}”等待审批"),
        Bilingual("{actor} asks for a review.", "{actor}请求审阅。"),
        "course",
        "/learning/{id}/edit",
    ),
    "course.approved": Wording(
        Bilingual("A course of mine was approved", "我的课程已获批准"),
        Bilingual("{actor} approved “{subject}”", "{actor}批准了课程“{subject}”"),
        Bilingual("Its page says whether more have to approve it.",
                  "课程页面写明了是否还需要其他人批准。"),
        "course",
        "/learning/{id}/edit",
    ),
    "course.returned": Wording(
        Bilingual("A course of mine was sent back", "我的课程被退回"),
        Bilingual("{actor} sent “{subject}” back", "{actor}退回了课程“{subject}”"),
        Bilingual("Its page says what is to be changed.", "课程页面写明了需要修改的内容。"),
        "course",
        "/learning/{id}/edit",
    ),
    "asset.submitted": Wording(
        Bilingual("Content waits for approval", "有内容待审批"),
        Bilingual("“{subject}” waits for approval", "“{subject}”等待审批"),
        Bilingual("{actor} asks for a review.", "{actor}请求审阅。"),
        "asset",
        "/content/{id}",
    ),
    "asset.reviewed": Wording(
        Bilingual("My content was reviewed", "我的内容已审阅"),
        Bilingual("{actor} reviewed “{subject}”", "{actor}审阅了“{subject}”"),
        Bilingual("Its page says what they think.", "内容页面写明了审阅意见。"),
        "asset",
        "/content/{id}",
    ),
    "asset.expiring": Wording(
        Bilingual("Content of mine expires soon", "我的内容即将过期"),
        Bilingual("“{subject}” expires soon", "“{subject}”即将过期"),
        Bilingual("Renew it, or write a new version.", "可续期，或撰写新版本。"),
        "asset",
        "/content/{id}",
    ),
    "deal.won": Wording(
        Bilingual("A deal is won", "赢单"),
        Bilingual("“{subject}” is won", "“{subject}”已赢单"),
        Bilingual("Well done, {person}.", "{person}，做得好。"),
        "deal",
        "/deals/{id}",
    ),
    "points.granted": Wording(
        Bilingual("Points for me", "我获得的积分"),
        Bilingual("{points} points for you", "你获得 {points} 积分"),
        Bilingual("The ledger says what each entry is for.", "每笔积分的理由见积分明细。"),
        "ledger_entry",
        "/rewards/ledger",
    ),
    "webhook.disabled": Wording(
        Bilingual("A webhook was switched off", "Webhook 已停用"),
        Bilingual("The webhook to {subject} was switched off", "发往 {subject} 的 Webhook 已停用"),
        Bilingual("It failed for too long. Mend the receiver, switch it on, replay.",
                  "接收方长时间失败。请修复后重新启用并重放。"),
        "webhook_endpoint",
        "/admin/webhooks/{id}",
    ),
    "calls.stopped": Wording(
        Bilingual("Calls wait for somebody to mend something", "有通话需管理员处理故障后才能继续"),
        Bilingual("Calls cannot be processed until something is mended",
                  "有通话无法处理，需先排除故障"),
        Bilingual("The jobs page says what to do and how many calls wait for it. You are told of "
                  "each cause once a day, however many calls it stops.",
                  "任务页面说明了处理办法和等待的通话数量。无论有多少通话，每种原因每天只提醒一次。"),
        "job",
        "/admin/jobs#stopped",
    ),
    "job.dead": Wording(
        Bilingual("A job failed for good", "后台任务失败"),
        Bilingual("Job {subject} failed for good", "后台任务 {subject} 失败"),
        Bilingual("The jobs page says why and offers another run.",
                  "任务页面说明了原因，可重新运行。"),
        "job",
        "/admin/jobs/{id}",
    ),
    "plugin.quarantined": Wording(
        Bilingual("A plugin was quarantined", "插件已被隔离"),
        Bilingual("Plugin {subject} was quarantined", "插件 {subject} 已被隔离"),
        Bilingual("The plugins page says why and what to do. The others go on.",
                  "插件页面说明了原因和处理办法；其他插件照常运行。"),
        "plugin",
        "/admin/plugins/{id}",
    ),
    "plugin.stumbled": Wording(
        Bilingual("A plugin failed at files", "插件处理文件出错"),
        Bilingual("Plugin {subject} failed at files", "插件 {subject} 处理文件出错"),
        Bilingual("It cost only those files, {times} when this was written; it stays in use. You "
                  "are told once a day. Report it to its author.",
                  "只影响这些文件（发出时共 {times} 个），插件仍在使用。"
                  "每天只提醒一次；请告知其作者。"),
        "plugin",
        "/admin/plugins/{id}",
    ),
    "glass.broken": Wording(
        Bilingual("Somebody took emergency access", "有人启用了应急访问"),
        Bilingual("{person} took emergency access", "{person}启用了应急访问"),
        Bilingual("They read everything for an hour. The access page says why and can end it.",
                  "一小时内可读取全部数据；访问页面说明了原因，也可以提前结束。"),
        "role_grant",
        "/access",
    ),
    "consent.answered": Wording(
        Bilingual("A contact answered my request for consent", "联系人回复了我的同意请求"),
        Bilingual("A contact answered your request for consent", "一位联系人回复了你的同意请求"),
        Bilingual("Said yes to {given}, no to {refused}; the page says to what.",
                  "同意 {given} 项，拒绝 {refused} 项；页面写明了具体内容。"),
        "consent_request",
        "/consents",
    ),
    "role.given": Wording(
        Bilingual("A role is lent or given to me", "我获得了一个临时角色"),
        Bilingual("{actor} gave you a role for a while", "{actor}给了你一个临时角色"),
        Bilingual("Your access page says which, and until when.", "访问页面写明了角色和期限。"),
        "role_grant",
        "/access",
    ),
    "role.taken_back": Wording(
        Bilingual("A role in time of mine ended", "我的临时角色已结束"),
        Bilingual("{actor} ended a role you had for a while", "{actor}结束了你的一个临时角色"),
        Bilingual("Your access page says which.", "访问页面写明了是哪个角色。"),
        "role_grant",
        "/access",
    ),
}  # fmt: skip
