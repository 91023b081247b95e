"""What calls measure: analyses, the figures kept of them, trackers met, what is usual in a team."""
