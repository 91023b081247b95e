"""Answers for work that goes on in the background."""

from revrise.apps.api.operation import Answer


def accepted(job_id: str) -> Answer:
    """202: look at the job until it has ended."""
    place = f"/v1/jobs/{job_id}"
    return Answer({"job": job_id, "href": place}, 202, {"Location": place, "Retry-After": "1"})
