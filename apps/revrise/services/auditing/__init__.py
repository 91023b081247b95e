"""The audit trail: checkpoints, proof, files of it, what is seen and what was refused."""
