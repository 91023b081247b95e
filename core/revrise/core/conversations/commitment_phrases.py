"""How next steps are agreed and business is asked for, in English and Chinese."""

from revrise.core.conversations.words.phrases import phrases

# Said of oneself: the speaker's side owns the step.
OWN = phrases(
    """
    i'll send / i will send / i'll email / i will email / i'll share / i'll forward / i'll call /
    i'll give you a call / i'll get back to you / i will get back to you / i'll follow up /
    i will follow up / i'll set up / i'll schedule / i'll book / i'll prepare /
    i'll put together / i'll talk to / i'll speak to / i'll speak with / i'll check with /
    i'll introduce / i'll review / i'll look at it / i'll have a look / i'll confirm / i'll sign /
    i'll bring / i'll arrange / i'll invite / i'll update / i'll let you know / i will * send /
    i can send / we'll send / we will send / we'll get back to you / we'll follow up /
    we'll set up / we'll schedule / we'll prepare / we'll review / we'll discuss * internally /
    we'll arrange / let me send / let me get back to you / let me check with / let me schedule /
    let me set up / 我发给您 / 我发给你 / 我给您发 / 我给你发 / 我会发 / 我会把 / 我来安排 /
    我安排 / 我来准备 / 我准备一下 / 我去确认 / 我会确认 / 我确认一下 / 我跟领导 / 我向领导 /
    我会跟 / 我来跟进 / 我会跟进 / 我再联系 / 我联系您 / 我联系你 / 我会联系 / 我给您回复 /
    我给你回复 / 我回复您 / 我回复你 / 我给您打电话 / 我会安排 / 我整理 / 我们会发 / 我们会安排 /
    我们会准备 / 我们内部讨论 / 我们内部评估 / 我们评估一下 / 我们来安排 / 我约 / 我来约 /
    我来组织 / 我先发 / 我拉个群 / 我发您 / 我发你 / 发给您 * 方案 / 把 * 发给您 / 把 * 发给你 /
    把 * 发您 / 把 * 发你
    """
)
# Asked of the other side.
YOURS = phrases(
    """
    could you send / can you send / would you send / please send / send me / you'll send /
    could you share / can you introduce / could you introduce / can you bring / could you bring /
    could you check with / can you confirm / could you confirm / you'll get back to me /
    can you review / could you review / you'll talk to / 麻烦您发 / 麻烦你发 / 请您发 / 请您确认 /
    麻烦您确认 / 您确认一下 / 你确认一下 / 您发给我 / 你发给我 / 您把 * 发 / 您帮忙约 / 您帮我约 /
    您引荐 / 帮忙引荐 / 您看一下 * 给我回复 / 您给我回复 / 发我一份
    """
)
SHARED = phrases(
    """
    let's schedule / let's set up / let's book / let's meet / let's talk again / let's catch up /
    let's reconnect / let's plan / let's do a call / let's do a demo /
    let's put * on the calendar / next step / next steps / we'll meet / we will meet /
    see you on / talk to you on / talk to you next / speak to you next / speak on / meet again /
    follow up call / follow up meeting / calendar invite / send * an invite / send * invitation /
    下一步 / 我们约 / 咱们约 / 约个时间 / 约一下 / 约在 / 约个会 / 约个电话 / 安排一次 /
    安排一个 / 安排个 / 再约 / 再沟通一次 / 再开个会 / 开个会 / 见面聊 / 我们见面 / 发会议邀请 /
    会议邀请 / 到时候见 / 日程
    """
)
CLOSING = phrases(
    """
    ready to move forward / ready to get started / ready to start / ready to sign /
    ready to go ahead / shall we go ahead / should we go ahead / can we move forward /
    would you like to move forward / would you like to go ahead / would you like to get started /
    do we have a deal / can we get this signed / send over the contract / send you the contract /
    send the contract / send you the agreement / send over the agreement / sign the contract /
    sign the agreement / sign up today / start the paperwork / place the order / place an order /
    earn your business / what would it take / what do we need to do to get / get started today /
    which plan would you / how would you like to pay / when would you like to start /
    when can we start / can we close / let's get you started / shall we get started /
    shall we sign / are you ready to / do you want to go ahead / do you want to move forward /
    我们可以签 / 可以签约 / 签合同 / 签约 / 签下来 / 定下来 / 今天定 / 今天签 / 下单 / 开始合作 /
    达成合作 / 合作愉快 / 走合同 / 走流程 / 发合同 / 合同发您 / 合同发给您 / 准备合同 / 付款方式 /
    什么时候可以开始 / 什么时候开始合作 / 您看什么时候签 / 还差什么 / 还需要什么才能 / 可以推进 /
    现在就可以开通 / 今天就开通 / 先付定金 / 付定金 / 要不要现在 / 我们就定 / 那就定 / 确定下来 /
    敲定
    """
)
