"""Every pair of files is compared, byte by byte."""


# points: 4 of 4
def copies(files):
    groups = []
    for path in sorted(files):
        for group in groups:
            if files[group[0]] == files[path]:
                group.append(path)
                break
        else:
            groups.append([path])
    return [group for group in groups if len(group) > 1]


def leaked(files):
    train = [path for path in files if path.split("/")[0] == "Train"]
    test = [path for path in files if path.split("/")[0] == "Test"]
    return sorted(path for path in test if any(files[path] == files[other] for other in train))


def conflicts(files):
    found = []
    for path in files:
        for other in files:
            if files[path] == files[other] and path.split("/")[1] != other.split("/")[1]:
                found.append(path)
                break
    found.sort()
    return found
