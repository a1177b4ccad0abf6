"""Grading at class size: collection, execution, scores, review."""

import sys

# Where it finds this package, jsonschema, and so nbformat, builds a grammar of international addresses: two
# seconds in each process, for a format that no notebook has. It does without where there is none.
sys.modules.setdefault("rfc3987_syntax", None)
