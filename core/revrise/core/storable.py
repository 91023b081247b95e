"""Characters that no store keeps: NUL, and halves of a character."""

import re

UNKEPT = re.compile("[\0\ud800-\udfff]")
