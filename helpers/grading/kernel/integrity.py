"""What a submission must not change while its tests run, in the process that both share.

`Pristine` remembers the functions and classes of Python, numpy, torch, Lightning and this package, and puts
back what a submission has replaced: an allclose that is always true, an import that lies, a patched
Tensor.__eq__.

>>> pristine = Pristine(); pristine.restore()
[]
"""

import builtins
import gc
import inspect
import operator
import sys
import types
from collections.abc import Callable

import torch

from helpers.grading.kernel.versions import Versions

# Packages that are put back.
ROOTS = """
abc builtins cmath collections contextlib copy dataclasses decimal enum fractions functools helpers
importlib inspect io itertools json lightning math numbers numpy operator random re statistics string torch
torchmetrics torchvision types typing unittest _functools _operator
"""
# Parts that no test of the course calls, or that replace themselves as they go: left out to be quick.
LEFT_OUT = """
lightning.fabric.cli numpy.f2py numpy.ma numpy.polynomial numpy.testing torch._decomp torch._dynamo
torch._export torch._functorch torch._higher_order_ops torch._inductor torch._meta_registrations torch._numpy
torch._refs torch._subclasses torch.ao torch.cuda torch.distributed torch.export torch.fx torch.jit
torch.masked torch.mtia torch.nested torch.onnx torch.package torch.quantization torch.sparse torch.xpu
torchmetrics.audio torchmetrics.detection torchmetrics.functional.audio torchmetrics.functional.detection
torchmetrics.functional.image torchmetrics.functional.multimodal torchmetrics.functional.retrieval
torchmetrics.functional.text torchmetrics.image torchmetrics.multimodal torchmetrics.retrieval
torchmetrics.text torchvision.datasets torchvision.models
"""
# Kernels do without the first, and have a second of their own.
OURS = ("helpers.grading", "__main__", "__mp_main__")


class Pristine:
    """The names of all loaded modules of ROOTS, and of their classes, as they are now.

    natives: what `natives.take` has taken. owned: ids of modules and classes.
    """

    def __init__(self, natives: dict[str, Callable] | None = None):
        self.natives = {} if natives is None else natives
        self._modules = {
            name: module
            for name, module in sys.modules.items()
            if not name.startswith(OURS) and isinstance(module, types.ModuleType)
        }
        self._importers = (sys.meta_path, list(sys.meta_path)), (sys.path_hooks, list(sys.path_hooks))
        self._saved = []
        for name, module in self._modules.items():
            if _checked(name):
                self._save(name, module)
        classes = {id(value): value for saved in self._saved for value in saved[3].values()}
        for cls in (value for value in classes.values() if isinstance(value, type)):
            # Nobody calls the methods of torch.FloatTensor and its twenty kin: tensors are torch.Tensor.
            kin = cls.__module__ == "torch" and cls.__name__.endswith("Tensor") and cls is not torch.Tensor
            if _checked(cls.__module__) and not kin:
                self._save(f"{cls.__module__}.{cls.__qualname__}", cls)
        tables = [n if isinstance(n, dict) else gc.get_referents(n)[0] for _, _, n, *_ in self._saved]
        kinds = (key for key, value in classes.items() if isinstance(value, type))
        self.owned = frozenset((*map(id, self._modules.values()), *kinds))
        self._loaded = sys.modules
        self._versions = Versions([*tables, self._loaded])
        # What `restore` itself calls; the builtins may be lies when it starts.
        self._setattr, self._delattr = setattr, delattr
        self._all, self._map, self._len, self._is = all, map, len, operator.is_
        self._builtins = dict(vars(builtins))

    def _save(self, name: str, owner: types.ModuleType | type) -> None:
        """Remember the functions of an owner, and the names that hide those of others when they are added."""
        names = vars(owner)
        kept = {key: value for key, value in names.items() if _fixed(value) and key != "grading"}
        above = owner.__mro__[1:] if isinstance(owner, type) else [builtins]
        hidden = {key for each in above for key, value in vars(each).items() if _fixed(value)}
        if kept:
            others = frozenset(names.keys() - kept.keys())
            self._saved.append((name, owner, names, kept, frozenset(hidden - names.keys()), others))

    def restore(self) -> list[str]:
        """Put back what has changed; returns the full names."""
        changed = []
        own = builtins.__dict__
        for key, value in self._builtins.items():
            if key in own and own[key] is not value and key not in ("_", "__doc__", "display"):
                own[key] = value
                changed.append("builtins." + key)
        same, each, count, both = self._all, self._map, self._len, self._is
        for index in self._versions.changed():
            if index == count(self._saved):
                changed += self._modules_back()
                continue
            name, owner, names, kept, hidden, others = self._saved[index]
            # Thousands of names around every test, fifty thousand where Python does not say which dicts have
            # changed: none of them costs a line of Python. As many as there were, and all: none is new.
            if (
                count(names) == count(kept) + count(others)
                and same(each(both, each(names.get, kept), kept.values()))
                and names.keys() >= others
            ):
                continue
            for key, value in kept.items():
                if names.get(key) is not value:
                    self._setattr(owner, key, value)
                    changed.append(name + "." + key)
            if not hidden.isdisjoint(names):
                for key in hidden.intersection(names):
                    self._delattr(owner, key)
                    changed.append(name + "." + key)
        for list_, before in self._importers:
            list_[:] = before
        return changed

    def _modules_back(self) -> list[str]:
        """Put modules back under their names; returns those that were not there."""
        gone = [name for name, module in self._modules.items() if self._loaded.get(name) is not module]
        self._loaded.update({name: self._modules[name] for name in gone})
        return ["sys.modules." + name for name in gone]


def _checked(module: str) -> bool:
    return module.partition(".")[0] in ROOTS.split() and not module.startswith(tuple(LEFT_OUT.split()))


def _fixed(value: object) -> bool:
    """Whether nobody but an attacker gives this name another value."""
    return isinstance(
        value,
        types.FunctionType | types.BuiltinFunctionType | type | types.ModuleType | property | staticmethod
        | classmethod | types.MethodDescriptorType | types.WrapperDescriptorType | types.GetSetDescriptorType,
    ) or (callable(value) and inspect.isroutine(value))  # fmt: skip
