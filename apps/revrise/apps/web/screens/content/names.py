"""What kinds, states and steps of content are called."""

from revrise.apps.web.i18n import marked

KIND_NAMES = {
    "playbook": marked("Playbook"),
    "battlecard": marked("Battlecard"),
    "case_study": marked("Case study"),
    "one_pager": marked("One-pager"),
    "deck": marked("Deck"),
    "demo_video": marked("Demo video"),
    "template": marked("Template"),
}
STATE_NAMES = {
    "draft": marked("draft"),
    "in_review": marked("in review"),
    "approved": marked("approved"),
    "published": marked("published"),
    "expired": marked("expired"),
    "retired": marked("retired"),
}
VERDICTS = {
    "submit": marked("asked for review"),
    "approve": marked("approved"),
    "return": marked("sent it back"),
    "withdraw": marked("took it back"),
    "publish": marked("published it"),
    "expire": marked("ended its time"),
    "renew": marked("renewed it"),
    "rollback": marked("went back to version"),
    "retire": marked("retired it"),
}
