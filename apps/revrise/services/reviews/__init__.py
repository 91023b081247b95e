"""Reviews: what coaches give beside the machine, and how disputes end."""
