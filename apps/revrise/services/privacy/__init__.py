"""Privacy: legal holds, retention, erasure, a person's own copy, and what withdrawal takes."""
