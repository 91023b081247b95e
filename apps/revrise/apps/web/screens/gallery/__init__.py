"""Every part of pages once, with its meaning: to look at, and to hold under checks."""
