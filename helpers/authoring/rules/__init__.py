"""The rules of the course: each takes the project and its notebooks and yields findings."""
