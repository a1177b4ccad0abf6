"""nbgrader's configuration, loaded so that a mistake in it stops us.

nbgrader itself logs a broken nbgrader_config.py, goes on with its defaults and exits with code 0.

>>> load_config(Path(".")).CourseDirectory.course_id
'fishcourse'
"""

import logging
import re
from pathlib import Path

from traitlets import TraitError
from traitlets.config import Config, PyFileConfigLoader
from traitlets.utils.importstring import import_item

from helpers.authoring.notebook import CONFIG
from helpers.errors import InputError, require


def load_config(root: Path) -> Config:
    """The configuration in `root`/nbgrader_config.py.

    Raises InputError that names the file where it is missing or fails, sets what no class of nbgrader (or of
    ours) has, or sets a value that the class does not take.
    """
    file = Path(root).absolute() / CONFIG
    if not file.is_file():
        raise InputError(f"{file} is missing: nbgrader would go on with defaults that are not the course's")
    require("nbgrader", extra="author")
    try:
        config = PyFileConfigLoader(file.name, path=str(file.parent)).load_config()
    except (Exception, SystemExit) as error:
        raise InputError(f"{file} cannot be loaded: {type(error).__name__}: {error}") from None
    for name in sorted(config):
        _check_section(file, name, config)
    return config


def _check_section(file: Path, name: str, config: Config) -> None:
    known = _classes(config)
    if name not in known:
        raise InputError(
            f"{file} sets {name}, which is no class of nbgrader or of this course: mend the name"
        )
    traits = set(known[name].class_trait_names(config=True))
    for trait in config[name]:
        if trait not in traits:
            raise InputError(f"{file} sets {name}.{trait}, which {name} does not have: mend the name")
    for trait, value in config[name].items():
        for item in value if trait.endswith("preprocessors") else ():
            if isinstance(_imported(item), str):
                raise InputError(f"{file} sets {name}.{trait}: {item} cannot be imported: mend the name")
    quiet = logging.getLogger(f"{__name__}.quiet")
    quiet.setLevel(logging.CRITICAL)
    try:
        known[name](config=Config({name: config[name]}), log=quiet)
    except (TraitError, ImportError, AttributeError) as error:
        raise InputError(f"{file} sets {name} to what it does not take: {error}") from None


def _classes(config: Config) -> dict[str, type]:
    """The configurable classes of nbgrader, and the preprocessors and plugins that the file itself names."""
    from nbgrader.apps import NbGraderApp

    found = {}
    for cls in NbGraderApp().all_configurable_classes():
        found |= {base.__name__: base for base in cls.mro() if hasattr(base, "class_trait_names")}
    for section in config.values():
        for value in section.values() if isinstance(section, Config) else ():
            for cls in value if isinstance(value, list) else [value]:
                cls = _imported(cls)
                if isinstance(cls, type) and hasattr(cls, "class_trait_names"):
                    found[cls.__name__] = cls
    return found


def _imported(value: object) -> object:
    """A class that the file names by a string ("package.module.Class"); else the value itself."""
    if not isinstance(value, str) or not re.fullmatch(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)+", value):
        return value
    try:
        return import_item(value)
    except ImportError:
        return value
