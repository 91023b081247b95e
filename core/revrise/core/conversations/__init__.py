"""What was said, by whom, when; how it measures; which moments matter."""
