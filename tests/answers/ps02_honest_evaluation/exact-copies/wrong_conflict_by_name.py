"""Files of one name under two labels count as conflicts."""


# points: 3 of 4
def copies(files):
    found = {}
    for path in sorted(files):
        found.setdefault(files[path], []).append(path)
    return sorted(paths for paths in found.values() if len(paths) > 1)


def leaked(files):
    known = {content for path, content in files.items() if path.startswith("Train/")}
    return sorted(path for path in files if path.startswith("Test/") and files[path] in known)


def conflicts(files):
    labels = {}
    for path in files:
        labels.setdefault(path.split("/")[2], set()).add(path.split("/")[1])
    return sorted(path for path in files if len(labels[path.split("/")[2]]) > 1)
