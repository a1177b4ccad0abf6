"""Only files of one part count as copies, and as conflicts."""


# points: 1 of 4
def copies(files):
    found = {}
    for path in sorted(files):
        found.setdefault((path.split("/")[0], files[path]), []).append(path)
    return sorted(paths for paths in found.values() if len(paths) > 1)


def leaked(files):
    known = {content for path, content in files.items() if path.startswith("Train/")}
    return sorted(path for path in files if path.startswith("Test/") and files[path] in known)


def conflicts(files):
    labels = {}
    for path, content in files.items():
        part, label, _ = path.split("/")
        labels.setdefault((part, content), set()).add(label)
    return sorted(path for path in files if len(labels[path.split("/")[0], files[path]]) > 1)
