"""The majority's label is taken for the right one."""


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
    found = []
    for path, content in files.items():
        labels = [other.split("/")[1] for other in files if files[other] == content]
        if labels.count(path.split("/")[1]) * 2 < len(labels):
            found.append(path)
    return sorted(found)
