"""What a submission must not change while its tests run, in the process that both share.

`Pristine` remembers the functions and classes of Python, numpy, torch, Lightning and this package, and puts
back what a submission has replaced: an allclose that is always true, an import that lies, a patched
Tensor.__eq__.

>>> pristine = Pristine(); pristine.restore()
[]
"""

import builtins
import contextlib
import copyreg
import gc
import inspect
import operator
import sys
import types
from collections.abc import Callable, Iterator

import numpy as np
import torch

from helpers.grading.kernel.versions import Versions

# Packages that are put back.
ROOTS = """
abc builtins cmath collections contextlib copy copyreg dataclasses decimal enum fractions functools
genericpath hashlib helpers importlib inspect io itertools json lightning math numbers numpy operator os
pathlib pickle posix posixpath random re shutil sklearn statistics string tempfile torch torchmetrics
torchvision types typing unittest _functools _operator _pickle
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
# Modules whose floats are constants.
NUMBERS = ("cmath", "math", "numpy", "torch")
# Tables by which functions find others, or are hooked into; beside those in capitals of this package.
TABLES = """
copy._copy_dispatch copy._deepcopy_dispatch copyreg.dispatch_table
torch.nn.modules.module._global_backward_hooks torch.nn.modules.module._global_backward_pre_hooks
torch.nn.modules.module._global_buffer_registration_hooks
torch.nn.modules.module._global_forward_hooks torch.nn.modules.module._global_forward_hooks_always_called
torch.nn.modules.module._global_forward_hooks_with_kwargs torch.nn.modules.module._global_forward_pre_hooks
torch.nn.modules.module._global_forward_pre_hooks_with_kwargs
torch.nn.modules.module._global_module_registration_hooks
torch.nn.modules.module._global_parameter_registration_hooks
torch.optim.optimizer._global_optimizer_post_hooks torch.optim.optimizer._global_optimizer_pre_hooks
"""
# What nobody but an attacker writes to while a test runs, not even to put it back before the test ends. Of
# these and of what lies in them; libraries keep flags and counters of their own in others.
STILL = """
builtins cmath copy helpers math numpy operator os pathlib pickle random statistics torch torch.Tensor
torch._C torch._VF torch._tensor torch.autograd torch.fft torch.functional torch.linalg torch.nn torch.optim
torch.overrides torch.random torch.special torch.testing torchvision.transforms
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
        self._finders = dict(sys.path_importer_cache), sys.path_importer_cache
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
        self._tables = [(name, table, dict(table)) for name, table in self._named_tables()]
        self._loaded = sys.modules
        self._versions = Versions([*tables, *(table for _, table, _ in self._tables), self._loaded])
        self.touched: list[str] = []
        # What `restore` itself calls; the builtins may be lies when it starts.
        self._setattr, self._delattr = setattr, delattr
        self._all, self._map, self._len, self._is = all, map, len, operator.is_
        self._builtins = dict(vars(builtins))

    def _save(self, name: str, owner: types.ModuleType | type) -> None:
        """Remember the functions of an owner, and the names that hide those of others when they are added."""
        names = vars(owner)
        kept = {
            key: value
            for key, value in names.items()
            if (_fixed(value) or _constant(name, key, value)) and key != "grading"
        }
        above = owner.__mro__[1:] if isinstance(owner, type) else [builtins]
        hidden = {key for each in above for key, value in vars(each).items() if _fixed(value)}
        if kept:
            others = frozenset(names.keys() - kept.keys())
            still = _within(name, STILL.split())
            if still:
                _complete(owner)
                others = frozenset(names.keys() - kept.keys())
            self._saved.append((name, owner, names, kept, frozenset(hidden - names.keys()), others, still))

    def restore(self) -> list[str]:
        """Put back what has changed; returns the full names.

        `touched` then has the names of what was written to though it is as it was, or has a name more (see
        STILL).
        """
        changed, self.touched = [], []
        own = builtins.__dict__
        for key, value in self._builtins.items():
            if key in own and own[key] is not value and key not in ("_", "__doc__", "display"):
                own[key] = value
                changed.append("builtins." + key)
        same, each, count, both = self._all, self._map, self._len, self._is
        for index in self._versions.changed():
            if index >= count(self._saved):
                changed += self._table_back(index - count(self._saved))
                continue
            name, owner, names, kept, hidden, others, still = self._saved[index]
            # Thousands of names around every test, fifty thousand where Python does not say which dicts have
            # changed: none of them costs a line of Python. As many as there were, and all: none is new.
            if (
                count(names) == count(kept) + count(others)
                and same(each(both, each(names.get, kept), kept.values()))
                and names.keys() >= others
            ):
                self.touched += [name] * still
                continue
            before = count(changed)
            for key, value in kept.items():
                if names.get(key) is not value:
                    self._setattr(owner, key, value)
                    changed.append(name + "." + key)
            if not hidden.isdisjoint(names):
                for key in hidden.intersection(names):
                    self._delattr(owner, key)
                    changed.append(name + "." + key)
            if still and count(changed) == before:
                # A module that was imported gets its name there.
                more = names.keys() - kept.keys() - others
                modules = all(isinstance(names[key], types.ModuleType) for key in more)
                self.touched += [name] * (not more or not modules or not names.keys() >= others)
                now = frozenset(names.keys() - kept.keys())
                self._saved[index] = (name, owner, names, kept, hidden, now, still)
        for list_, before in self._importers:
            list_[:] = before
        finders, now = self._finders
        for folder in [key for key, finder in now.items() if finders.get(key) is not finder]:
            del now[folder]  # Python makes another when it needs it
        return changed

    def _named_tables(self) -> Iterator[tuple[str, dict]]:
        for name in TABLES.split():
            module, _, key = name.rpartition(".")
            table = vars(self._modules.get(module)).get(key) if module in self._modules else None
            if isinstance(table, dict):
                yield name, table
        for module in self._modules.values():
            if module.__name__.startswith("helpers."):
                yield from (
                    (f"{module.__name__}.{key}", value)
                    for key, value in vars(module).items()
                    if key.isupper() and type(value) is dict
                )

    def _table_back(self, index: int) -> list[str]:
        """Put a table back as it was, but for classes of other modules that it has come to know."""
        if index == len(self._tables):
            return self._modules_back()
        name, table, before = self._tables[index]
        more = {
            key: value
            for key, value in table.items()
            if isinstance(key, type) and key not in before and id(key) not in self.owned
        }
        after = {**before, **more}
        now = list(table.items())
        pairs = zip(now, after.items(), strict=False)
        if len(now) == len(after) and all(a is c and b is d for (a, b), (c, d) in pairs):
            self.touched.append(name)
            return []
        table.clear()
        table.update(after)
        return [name]

    def _modules_back(self) -> list[str]:
        """Put modules back under their names; returns those that were not there."""
        gone = [name for name, module in self._modules.items() if self._loaded.get(name) is not module]
        self._loaded.update({name: self._modules[name] for name in gone})
        return ["sys.modules." + name for name in gone]


def _checked(module: str) -> bool:
    return module.partition(".")[0] in ROOTS.split() and not module.startswith(tuple(LEFT_OUT.split()))


def _complete(owner: types.ModuleType | type) -> None:
    """Give it the names that Python itself would give it some day, at a first warning or when it pickles."""
    if isinstance(owner, types.ModuleType):
        vars(owner).setdefault("__warningregistry__", {})
        return
    with contextlib.suppress(AttributeError, TypeError):  # a class written in C has none, and gets none
        _ = owner.__annotations__
        copyreg._slotnames(owner)


def _within(name: str, others: list[str]) -> bool:
    """Whether a name is among others, or that of something in them; what lies in torch itself is too much."""
    return name in others or name.startswith(tuple(f"{other}." for other in others if other != "torch"))


def _constant(module: str, key: str, value: object) -> bool:
    """Whether this is no function, and yet has the same value for ever."""
    return (module.startswith("helpers.") and key.isupper()) or (module in NUMBERS and type(value) is float)


def _fixed(value: object) -> bool:
    """Whether nobody but an attacker gives this name another value."""
    return isinstance(
        value,
        types.FunctionType | types.BuiltinFunctionType | type | types.ModuleType | property | staticmethod
        | classmethod | types.MethodDescriptorType | types.WrapperDescriptorType | types.GetSetDescriptorType
        | np.ufunc | torch.dtype | torch.Generator,
    ) or (callable(value) and inspect.isroutine(value))  # fmt: skip
