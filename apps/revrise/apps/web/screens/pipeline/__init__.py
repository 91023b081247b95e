"""The pipeline board and the pages of deals."""
