"""Pairs are listed where three files agree."""


# points: 2 of 4
def copies(files):
    paths = sorted(files)
    pairs = [[a, b] for i, a in enumerate(paths) for b in paths[i + 1 :]]
    return [[a, b] for a, b in pairs if files[a] == files[b]]


def leaked(files):
    known = {content for path, content in files.items() if path.startswith("Train/")}
    return sorted(path for path in files if path.startswith("Test/") and files[path] in known)


def conflicts(files):
    labels = {}
    for path, content in files.items():
        labels.setdefault(content, set()).add(path.split("/")[1])
    return sorted(path for path in files if len(labels[files[path]]) > 1)
