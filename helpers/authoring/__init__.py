"""From notebooks as they are written to what students get: checks, translation, execution, release.

No notebook imports this package.
"""
