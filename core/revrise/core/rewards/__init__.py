"""What is rewarded, why, and the points that follow: rules, ledger, leaderboard."""
