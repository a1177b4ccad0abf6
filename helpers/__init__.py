"""Training deep networks honestly: the library behind the course.

Heavy libraries are imported by the modules that use them, so `import helpers` is instant.
"""
