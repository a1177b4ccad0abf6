"""Every copy counts as a conflict."""


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
    contents = list(files.values())
    return sorted(path for path in files if contents.count(files[path]) > 1)
