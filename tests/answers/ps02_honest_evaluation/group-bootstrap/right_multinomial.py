"""A multinomial draw says how often each group enters."""

# points: 4 of 4
import numpy as np


def resampled(right, groups, generator, resamples):
    names = np.unique(groups)
    member = (groups == names[:, None]).astype(float)
    often = generator.multinomial(len(names), [1 / len(names)] * len(names), size=resamples)
    return (often @ (member @ right)) / (often @ member.sum(1))


def interval(scores, level):
    return np.percentile(scores, 50 - 50 * level), np.percentile(scores, 50 + 50 * level)
