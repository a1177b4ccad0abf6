"""Trains one epoch at a time, and throws out the worst run until few enough are left."""

# points: 4 of 4


def halving(train, runs, eta, first):
    alive, had, target, cost = list(range(runs)), 0, first, 0
    while True:
        score = {}
        for run in alive:
            for _ in range(target - had):
                score[run] = train(run, 1)
                cost += 1
        if len(alive) == 1:
            return alive[0], cost
        keep = max(1, len(alive) // eta)
        while len(alive) > keep:
            worst = alive[-1]
            for run in reversed(alive):
                if score[worst] == score[worst] and (score[run] != score[run] or score[run] < score[worst]):
                    worst = run
            alive.remove(worst)
        had, target = target, target * eta
