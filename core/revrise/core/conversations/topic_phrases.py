"""What people talk about in a sales call, by the words they use for it."""

from collections.abc import Mapping

from revrise.core.bilingual import Bilingual
from revrise.core.conversations.words.phrases import phrases

TITLES: Mapping[str, Bilingual] = {
    "opening": Bilingual("Opening", "开场"),
    "today": Bilingual("How it works today", "现状"),
    "problem": Bilingual("Problem and impact", "问题与影响"),
    "product": Bilingual("Product", "产品"),
    "price": Bilingual("Price and budget", "价格与预算"),
    "security": Bilingual("Security and IT", "安全与 IT"),
    "deciding": Bilingual("Who decides", "决策"),
    "next": Bilingual("Next steps", "下一步"),
}
TOPICS: Mapping[str, tuple[str, ...]] = {
    "opening": phrases("""
        agenda / recording / record this / record the call / thanks for making the time /
        thanks for joining / thanks for taking / good morning / good afternoon /
        nice to meet you / half an hour / before we start / can you hear me / now a good time /
        still a good time / 录音 / 早上好 / 下午好 / 您好 / 你好 / 开始之前 / 半个小时 /
        听得清楚 / 能听清 / 方便说话 / 感谢您的时间
        """),
    "today": phrases("""
        currently / at the moment / right now / use today / do it today / it works today /
        spreadsheet / spreadsheets / on paper / process / how do you / how are you handling /
        how many people / which system / what system / same system / by hand / our team / 目前 /
        现在用 / 现在是 / 现在的 / 现在怎么 / 现在都 / 我们现在 / 你们现在 / 流程 / 表格 /
        多少人 / 手工 / 手动 / 平时 / 团队
        """),
    "problem": phrases("""
        problem / problems / issue / issues / challenge / challenges / pain point / pain points /
        cost you / costs us / goes wrong / go wrong / breaking down / breaks down / mistakes /
        errors / we lose / too late / always late / waste / painful / complaints /
        behind schedule / too slow / takes too long / far too long / 问题 / 出错 / 麻烦 / 投诉 /
        延误 / 浪费 / 影响 / 损失 / 太慢 / 漏 / 头疼 / 痛点 / 效率低 / 效率太低 / 困难 / 退货率
        """),
    "product": phrases("""
        dashboard / forecast / feature / features / demo / platform / edition / integration /
        integrate / module / report / reports / automatic / automatically / app / 看板 / 预警 /
        预测 / 功能 / 演示 / 平台 / 版本 / 模块 / 报表 / 自动 / 集成 / 对接 / 手机端 / 小程序
        """),
    "price": phrases("""
        price / prices / pricing / budget / expensive / discount / cost / costs / how much is /
        how much does / per year / per month / per seat / per user / hundred a month /
        thousand a month / cheaper / payback / return on / 价格 / 报价 / 预算 / 贵 / 折扣 /
        打折 / 优惠 / 费用 / 多少钱 / 便宜 / 回本 / 一年 / 每个月 / 首付 / 分期
        """),
    "security": phrases("""
        security / secure / encrypted / encryption / data / privacy / gdpr / soc 2 / iso /
        compliance / compliant / server / servers / cloud / it department / on premise /
        single sign-on / migration / 安全 / 数据 / 隐私 / 合规 / 服务器 / 私有化 / 迁移 / 部署 /
        加密 / 等保
        """),
    "deciding": phrases("""
        decide / decision / decides / boss / board / sign off / approval / approve /
        procurement / legal / committee / my manager / 决定 / 决策 / 老板 / 领导 / 审批 / 采购 /
        法务 / 签字 / 拍板
        """),
    "next": phrases("""
        next step / next steps / next week / follow up / send you / send me / i will send /
        talk again / speak again / proposal / trial / pilot / calendar / by friday / schedule /
        下一步 / 下周 / 发给您 / 发给你 / 发您 / 方案 / 试用 / 试点 / 约个时间 / 再约 /
        周五之前 / 跟进 / 再沟通 / 再聊
        """),
}
