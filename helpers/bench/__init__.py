"""The measurements behind the README: every figure there is made by a command of this package."""
