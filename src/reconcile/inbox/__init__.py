"""The inbox of office.toml: which of its files are the month's papers, and which are answers that came back.

The name of a file, else of its folder, says what it is and of which month (README); where the names say nothing, its
contents do, if there is somebody to ask for them. Whether a file has arrived whole is seen here; what is in it is for
`reading` to say.
"""

from reconcile.inbox.arrival import Arrivals, look_into, still_arriving
from reconcile.inbox.contents import Contents, Glance
from reconcile.inbox.passing import PassedOver, in_one_line
from reconcile.inbox.sorting import (
    NEEDED,
    Inbox,
    answers_among,
    find_inputs,
    inputs_among,
    months_with_statement,
    role_among,
    strangers_among,
)

__all__ = [
    "NEEDED",
    "Arrivals",
    "Contents",
    "Glance",
    "Inbox",
    "PassedOver",
    "answers_among",
    "find_inputs",
    "in_one_line",
    "inputs_among",
    "look_into",
    "months_with_statement",
    "role_among",
    "still_arriving",
    "strangers_among",
]
