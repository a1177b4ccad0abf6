"""Copies within Test count as leaks."""


# points: 3 of 4
def copies(files):
    found = {}
    for path in sorted(files):
        found.setdefault(files[path], []).append(path)
    return sorted(paths for paths in found.values() if len(paths) > 1)


def leaked(files):
    contents = list(files.values())
    return sorted(path for path in files if path[:4] == "Test" and contents.count(files[path]) > 1)


def conflicts(files):
    labels = {}
    for path, content in files.items():
        labels.setdefault(content, set()).add(path.split("/")[1])
    return sorted(path for path in files if len(labels[files[path]]) > 1)
