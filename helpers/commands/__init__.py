"""The commands of fishcourse, a module a group: `add(commands)` declares arguments and what they call.

Nothing heavy is imported before a command runs.
"""
