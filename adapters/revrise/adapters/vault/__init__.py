"""Encryption of what is kept: ciphers, the master key, files in sealed chunks."""
