"""Files of one name count as copies, leaks and conflicts."""


# points: 0 of 4
def copies(files):
    found = {}
    for path in sorted(files):
        found.setdefault(path.split("/")[-1], []).append(path)
    return sorted(paths for paths in found.values() if len(paths) > 1)


def leaked(files):
    known = {path.split("/")[-1] for path in files if path.startswith("Train/")}
    return sorted(path for path in files if path.startswith("Test/") and path.split("/")[-1] in known)


def conflicts(files):
    labels = {}
    for path in files:
        labels.setdefault(path.split("/")[2], set()).add(path.split("/")[1])
    return sorted(path for path in files if len(labels[path.split("/")[2]]) > 1)
