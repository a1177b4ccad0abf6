"""The training files that have leaked are listed."""


# points: 3 of 4
def copies(files):
    found = {}
    for path in sorted(files):
        found.setdefault(files[path], []).append(path)
    return sorted(paths for paths in found.values() if len(paths) > 1)


def leaked(files):
    known = {content for path, content in files.items() if path.startswith("Test/")}
    return sorted(path for path in files if path.startswith("Train/") and files[path] in known)


def conflicts(files):
    labels = {}
    for path, content in files.items():
        labels.setdefault(content, set()).add(path.split("/")[1])
    return sorted(path for path in files if len(labels[files[path]]) > 1)
