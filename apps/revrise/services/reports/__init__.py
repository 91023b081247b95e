"""What auditors ask for, as tables: who may what, consent, content, assessments, retention."""
