"""CUDA graphs: the kernels of a training step are recorded once, and launched together from then on.

A small network on a fast device waits for Python, which launches some hundred kernels in every step. Once
recorded, forward and backward pass are one launch; the optimizer and the evaluation stay as they are.

>>> Trainer(callbacks=[CudaGraph()])
"""

import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import lightning as L
import torch
from lightning.pytorch.callbacks import Callback
from torch import Tensor, nn

# Steps before the recording, in which libraries choose their kernels and take their memory.
REHEARSALS = 3


class CudaGraph(Callback):
    """Has a LightningModel replay its steps; does nothing on other devices than CUDA.

    It records at the first batch: all batches must have one shape, and what is trained must not change from
    there on. A network that cannot be recorded, since it looks at its values, is trained without.
    """

    def __init__(self):
        self.tried = False

    def on_train_batch_start(
        self, trainer: L.Trainer, pl_module: L.LightningModule, batch: Any, batch_idx: int
    ) -> None:
        # float16 scales its loss anew in every step; processes wait for each other in the backward pass.
        fits = trainer.precision != "16-mixed" and trainer.world_size == 1
        if self.tried or not fits or batch[0].device.type != "cuda":
            return
        self.tried = True
        images, _, targets = batch
        try:
            with trainer.precision_plugin.train_step_context():
                pl_module.recorded = Recorded(pl_module.training_loss, (images, targets), pl_module)
        except RuntimeError as error:
            reason = str(error).splitlines()[0]
            warnings.warn(f"training goes on without CUDA graphs: {reason}", stacklevel=2)

    def on_train_end(self, trainer: L.Trainer, pl_module: L.LightningModule) -> None:
        pl_module.recorded, self.tried = None, False

    def on_exception(
        self, trainer: L.Trainer, pl_module: L.LightningModule, exception: BaseException
    ) -> None:
        self.on_train_end(trainer, pl_module)


class Recorded:
    """The forward and the backward pass of `loss`, on memory of their own.

    loss: maps tensors like `inputs` to a loss and further tensors, with the weights of `network`. A call
    does the same and leaves the gradients in the weights: instead of the last ones, not added to them. What
    it returns lies where the next call writes. Recording changes nothing but the gradients.
    Raises RuntimeError where `loss` waits for the device.
    """

    def __init__(self, loss: Callable[..., tuple[Tensor, ...]], inputs: Sequence[Tensor], network: nn.Module):
        self.inputs = [value.clone() for value in inputs]
        self.graph = torch.cuda.CUDAGraph()
        stream = torch.cuda.Stream()
        with _unchanged(network), _uncached_autocast():
            stream.wait_stream(torch.cuda.current_stream())
            with torch.cuda.stream(stream):
                for _ in range(REHEARSALS):
                    network.zero_grad()
                    self._passes(loss)
            torch.cuda.current_stream().wait_stream(stream)
            network.zero_grad()  # so that the recording makes the gradients, in memory of its own
            # Threads that read the next batch may pin memory meanwhile.
            with torch.cuda.graph(self.graph, stream=stream, capture_error_mode="thread_local"):
                self.outputs = self._passes(loss)
        self.gradients = [(p, p.grad) for p in network.parameters()]

    def __call__(self, *inputs: Tensor) -> tuple[Tensor, ...]:
        for place, value in zip(self.inputs, inputs, strict=True):
            place.copy_(value)
        self.graph.replay()
        for parameter, gradient in self.gradients:
            parameter.grad = gradient  # Lightning takes them away after an epoch
        return self.outputs

    def _passes(self, loss: Callable[..., tuple[Tensor, ...]]) -> tuple[Tensor, ...]:
        outputs = loss(*self.inputs)
        outputs[0].backward()
        return tuple(value.detach() for value in outputs)


@contextmanager
def _unchanged(network: nn.Module) -> Iterator[None]:
    """Buffers (running averages of norms) and random numbers are what they were."""
    before = [buffer.clone() for buffer in network.buffers()]
    try:
        with torch.random.fork_rng(devices=[torch.cuda.current_device()]):
            yield
    finally:
        with torch.no_grad():
            for buffer, value in zip(network.buffers(), before, strict=True):
                buffer.copy_(value)


def _uncached_autocast() -> torch.autocast:
    """The autocast that is on, but a replay casts the weights anew, not those of the recording."""
    return torch.autocast(
        "cuda",
        dtype=torch.get_autocast_dtype("cuda"),
        enabled=torch.is_autocast_enabled("cuda"),
        cache_enabled=False,
    )
