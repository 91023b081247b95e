"""Job engines: one that runs jobs where it stands, one that shares them among workers."""
