"""Lists as files: the rows somebody may see, page by page, each file in the audit trail."""
