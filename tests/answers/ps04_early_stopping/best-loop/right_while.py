"""A while loop with a flag; gradients are zeroed after the step."""

# points: 4 of 4
from torch import nn


def fit(net, optimizer, batches, validate, stopper, keeper, epochs):
    criterion, history, done = nn.CrossEntropyLoss(), [], epochs < 1
    optimizer.zero_grad()
    while not done:
        net.train(True)
        for inputs, labels in batches:
            loss = criterion(net(inputs), labels)
            loss.backward()
            optimizer.step()
            optimizer.zero_grad()
        score = validate(net)
        history += [score]
        keeper.update(score, net, len(history))
        done = stopper.update(score) or len(history) == epochs
    keeper.restore(net)
    return history
