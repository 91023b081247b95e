"""The numbers of the simulated world: levels are 1-5, weights are in log-odds of winning."""

from typing import Final

COMPETENCIES: Final = (
    "discovery",
    "objection-handling",
    "active-listening",
    "closing",
    "product-knowledge",
)
# Log-odds of winning per level above 3. Listening works through talk share alone.
SKILL_WEIGHTS: Final = {
    "discovery": 0.60,
    "objection-handling": 0.55,
    "closing": 0.35,
    "product-knowledge": 0.15,
}
INTERCEPT: Final = -0.15
NOISE_SD: Final = 0.40

# Treatments: levels of one competency, gained from the moment of completion.
DISCOVERY_COURSE, PLACEBO_COURSE = "course-discovery", "course-product-certification"
PRACTICE, COACHING = "practice", "coaching"
GAINS: Final = {
    DISCOVERY_COURSE: ("discovery", 0.80),
    PRACTICE: ("objection-handling", 0.40),
    COACHING: ("objection-handling", 0.80),
    PLACEBO_COURSE: ("product-knowledge", 0.0),
}
# Assets: log-odds of winning the deal they are used on.
CONFOUNDED_ASSET, HELPFUL_ASSET = "asset-battlecard", "asset-case-study"
ASSET_EFFECTS: Final = {CONFOUNDED_ASSET: 0.0, HELPFUL_ASSET: 0.30}

ABILITY_SD, OWN_SD, BASE_LEVEL = 0.45, 0.35, 2.7
LEVELS_PER_MONTH: Final = 0.012
RAMP_MONTHS, RAMP_LEVELS = 6.0, 0.8

BEST_TALK_SHARE, TALK_PENALTY = 0.43, 12.0
TALK_AT_LEVEL_1, TALK_PER_LEVEL, TALK_HABIT_SD = 0.72, 0.085, 0.035

TERRITORIES: Final = {
    "team-east": 0.35,
    "team-south": 0.10,
    "team-north": -0.45,
    "team-americas": 0.25,
    "team-emea": -0.30,
}
SOURCES: Final = {"inbound": 0.35, "referral": 0.60, "event": 0.0, "outbound": -0.45}
LEAD_MIX: Final = {
    "team-east": {"inbound": 5, "referral": 3, "event": 2, "outbound": 1},
    "team-south": {"inbound": 3, "referral": 2, "event": 3, "outbound": 3},
    "team-north": {"inbound": 1, "referral": 1, "event": 3, "outbound": 6},
    "team-americas": {"inbound": 5, "referral": 2, "event": 2, "outbound": 2},
    "team-emea": {"inbound": 2, "referral": 1, "event": 2, "outbound": 5},
}
FIT_SD: Final = 0.30


def talk_share(listening: float, habit: float) -> float:
    """A rep's expected share of the speech in a call, from the listening level and a habit."""
    return TALK_AT_LEVEL_1 - TALK_PER_LEVEL * (listening - 1) + habit
