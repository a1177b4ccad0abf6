"""The machine of a measurement: hardware, versions, and the most arithmetic that it does in a second.

>>> describe(torch.device("cpu"))
>>> matmul_flops(torch.device("cpu"), torch.float32) / training_flops(network, 64)  # images/s at the limit
"""

import os
import platform
from pathlib import Path
from typing import Any

import lightning
import pandas as pd
import torch
import torchvision
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from helpers.bench.clock import cores, timed

# Sides of the square matrices of the product: large enough for full speed, a fraction of a second each.
SIDES = {"cpu": 1024, "cuda": 8192}
PRODUCTS = 5


def describe(device: torch.device) -> dict[str, Any]:
    """Names, counts and versions behind a figure, and the load that others put on the machine."""
    return {
        "processor": _processor(),
        "cores": cores(),
        "threads": torch.get_num_threads(),
        "instructions": torch.backends.cpu.get_cpu_capability(),
        "device": torch.cuda.get_device_name(device) if device.type == "cuda" else "cpu",
        "load": round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None,
        "system": platform.platform(terse=True),
        "python": platform.python_version(),
        "torch": torch.__version__,
        "torchvision": torchvision.__version__,
        "lightning": lightning.__version__,
        "cuda": torch.version.cuda if device.type == "cuda" else None,
    }


def line(described: dict[str, Any]) -> str:
    """What `describe` found, in one line."""
    return ", ".join(f"{name} {value}" for name, value in described.items() if value is not None)


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a result as JSON takes them: what is missing is None."""
    return frame.astype(object).where(frame.notna(), None).to_dict("records")


def matmul_flops(device: torch.device, dtype: torch.dtype) -> float:
    """Floating-point operations a second in the fastest of some large matrix products."""
    side = SIDES[device.type]
    a = torch.rand(side, side, device=device).to(dtype)
    seconds = [timed(device, lambda: a @ a)[0] for _ in range(1 + PRODUCTS)]
    return 2 * side**3 / min(seconds[1:])


def training_flops(network: nn.Module, size_px: int) -> float:
    """Operations of convolutions and matrix products to train on one image, forward and backward."""
    image = torch.rand(2, 3, size_px, size_px, device=next(network.parameters()).device)
    with FlopCounterMode(display=False) as counter:
        network(image).sum().backward()
    network.zero_grad()
    return counter.get_total_flops() / len(image)


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8", errors="replace").splitlines() if info.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()
