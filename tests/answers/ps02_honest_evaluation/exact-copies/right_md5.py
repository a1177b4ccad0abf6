"""A helper groups the paths by another hash; itertools does the rest."""

# points: 4 of 4
import hashlib
import itertools


def grouped(files):
    def key(path):
        return hashlib.md5(files[path]).digest()

    return [sorted(paths) for _, paths in itertools.groupby(sorted(files, key=key), key=key)]


def copies(files):
    return sorted([paths for paths in grouped(files) if len(paths) >= 2])


def leaked(files):
    found = []
    for paths in grouped(files):
        if any(path[:6] == "Train/" for path in paths):
            found += [path for path in paths if path[:5] == "Test/"]
    return sorted(found)


def conflicts(files):
    found = []
    for paths in grouped(files):
        labels = {label for _, label, _ in (path.split("/") for path in paths)}
        found += paths * (len(labels) >= 2)
    return sorted(found)
