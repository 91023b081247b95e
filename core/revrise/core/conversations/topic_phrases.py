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
        agenda / recording / record this / thanks for making the time / good morning /
        good afternoon / nice to meet you / half an hour / before we start / can you hear me /
        录音 / 早上好 / 下午好 / 您好 / 你好 / 开始之前 / 半个小时 / 听得清楚
        """),
    "today": phrases("""
        currently / at the moment / today / spreadsheet / spreadsheets / process / how do you /
        how many people / which system / what system / by hand / our team / 目前 / 现在 / 流程 /
        表格 / 多少人 / 系统 / 手工 / 平时 / 团队
        """),
    "problem": phrases("""
        problem / problems / issue / cost you / costs us / goes wrong / mistakes / errors / late /
        waste / painful / complaints / behind / slow / 问题 / 出错 / 麻烦 / 投诉 / 延误 / 浪费 /
        影响 / 损失 / 太慢 / 漏
        """),
    "product": phrases("""
        dashboard / forecast / feature / features / demo / platform / edition / integration /
        module / report / reports / automatic / automatically / 看板 / 预警 / 预测 / 功能 / 演示 /
        平台 / 版本 / 模块 / 报表 / 自动 / 集成
        """),
    "price": phrases("""
        price / pricing / budget / expensive / discount / cost / costs / per year / per month /
        per seat / cheaper / payback / return / 价格 / 报价 / 预算 / 太贵 / 折扣 / 费用 / 多少钱 /
        便宜 / 回本 / 一年 / 每个月
        """),
    "security": phrases("""
        security / data / privacy / compliance / server / cloud / it department / on premise /
        single sign-on / migration / 安全 / 数据 / 隐私 / 合规 / 服务器 / 私有化 / 迁移 / 部署
        """),
    "deciding": phrases("""
        decide / decision / decides / boss / board / sign off / approval / procurement / legal /
        committee / my manager / 决定 / 决策 / 老板 / 领导 / 审批 / 采购 / 法务 / 签字 / 拍板
        """),
    "next": phrases("""
        next step / next steps / next week / follow up / send you / send me / i will send /
        proposal / trial / pilot / calendar / by friday / schedule / 下一步 / 下周 / 发给您 /
        发给你 / 方案 / 试用 / 试点 / 约个时间 / 周五之前 / 跟进
        """),
}
