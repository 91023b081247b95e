"""Taking calls on: from a file or an upload to words, metrics, scorecards and the index."""
