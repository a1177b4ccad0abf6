"""report.html: all that a run has to show, on one page that needs no network, no script and no other file.

>>> report(Run("runs/first"))
PosixPath('runs/first/report.html')
"""

import os
import platform
from dataclasses import fields
from datetime import datetime
from html import escape
from importlib.metadata import version
from pathlib import Path
from string import Template

import numpy as np
import pandas as pd
import torch

from helpers import page, plots
from helpers.config import TrainConfig
from helpers.data import catalog, dataset, leakage, photo
from helpers.data.audit import audit
from helpers.data.catalog import Progress
from helpers.data.split import PARTS
from helpers.errors import InputError
from helpers.evaluation import metrics
from helpers.evaluation.evaluate import evaluated
from helpers.evaluation.metrics import Estimate
from helpers.evaluation.result import Evaluation, read_predictions, write_whole
from helpers.training.run import Run

TEMPLATE = Path(__file__).with_name("report_template.html")
MISTAKES = 12
CONFUSIONS_NAMED = 3
LIBRARIES = ("torch", "torchvision", "lightning", "torchmetrics", "numpy", "pandas", "pillow", "matplotlib")


def report(run: Run, *, progress: Progress | None = None) -> Path:
    """Write report.html into the run's folder and return its path; evaluates the run first where needed.

    Raises InputError where the run cannot be evaluated. Photos that are gone leave gaps in the page.
    """
    found = evaluated(run, progress=progress)
    predictions = read_predictions(run.folder)
    config = run.config
    text = Template(TEMPLATE.read_text(encoding="utf-8")).substitute(
        style=page.STYLE,
        title=escape(run.folder.resolve().name),
        subtitle=escape(
            f"{config.model}, {config.size_px} px, {config.epochs} epochs · split {found.split}"
            f"{'' if found.split == 'folder' else f', part {config.fold + 1} of {config.folds} tested'}"
            f" · checkpoint {found.checkpoint}"
        ),
        headline=_headline(found),
        curves=_curves(run),
        confusion=_confusion(found),
        classes=_classes(found, predictions),
        mistakes=_mistakes(predictions, dataset.folder(config)),
        calibration=_calibration(found, predictions),
        data=_split_counts(run) + _audit(config, progress),
        configuration=_configuration(config),
        versions=page.table(("what", "which"), _versions()),
    )
    file = run.folder / "report.html"
    write_whole(file, text)
    return file


def _headline(found: Evaluation) -> str:
    measured, score = found.metrics, found.metrics.balanced_accuracy
    present = sum(any(row) for row in measured.confusion)
    tiles = "".join(
        f"<div><dt>{name.replace('_', ' ')}</dt><dd>{_percent(one.value)}</dd><dd>{_range(one)}</dd></div>"
        for name in metrics.OVERALL
        if name != "balanced_accuracy"
        for one in [getattr(measured, name)]
    )
    return f"""<div class="headline"><strong>{_percent(score.value)}</strong><div>
<p><b>balanced accuracy</b> on {measured.images} {found.part} images of {measured.source_groups}
source photos</p>
<p class="soft">95 % interval {_range(score)}, over source photos · guessing scores
{_percent(1 / present)}{" · mean of image and mirror image" if found.tta else ""}</p>
</div></div>
{_banner(found)}
<dl class="tiles">{tiles}</dl>"""


def _banner(found: Evaluation) -> str:
    if not found.leaks:
        return f"""<div class="banner honest" role="note"><p><b>✓ Honest split.</b> No {found.part} image
shares its file or its source photo with an image that the model was trained on or chosen by.</p></div>"""
    verb = "leaks" if any(found.overlaps.values()) else "may leak"
    leaks = "".join(f"<p>{escape(leak[0].upper() + leak[1:])}.</p>" for leak in found.leaks)
    return f"""<div class="banner leak" role="alert"><p><b>⚠ This split {verb}.</b> The figures on this page
tell how well the model remembers photos, not how well it would diagnose new fish.</p>{leaks}</div>"""


def _curves(run: Run) -> str:
    history = run.history()
    rates = [name for name in history if name.startswith("lr")]
    quantities = ["loss", "balanced_accuracy", *rates[:1]]
    last = history.iloc[-1]
    pictures = []
    for name in quantities:
        ends = [f"{key} {last[key]:.3g}" for key in (f"train_{name}", f"val_{name}", name) if key in last]
        alt = f"{name.replace('_', ' ')} by epoch; after the last of {len(history)} epochs: {', '.join(ends)}"
        pictures.append(page.drawing(plots.learning_curves(history, [name]), alt))
    return f'<div class="figures">{"".join(pictures)}</div>'


def _confusion(found: Evaluation) -> str:
    classes, counts = found.metrics.classes, np.array(found.metrics.confusion)
    wrong = counts - np.diag(counts.diagonal())
    worst = [divmod(int(i), len(classes)) for i in wrong.ravel().argsort()[::-1][:CONFUSIONS_NAMED]]
    named = "; ".join(
        f"{classes[true]} taken for {classes[predicted]} ({wrong[true, predicted]} images)"
        for true, predicted in worst
        if wrong[true, predicted]
    )
    text = f"Most frequent confusions: {named or 'none'}."
    picture = page.drawing(plots.confusion_matrix(counts, classes), f"Confusion matrix. {text}")
    return f'<div class="wide">{picture}</div><p>{escape(text)}</p>'


def _classes(found: Evaluation, predictions: pd.DataFrame) -> str:
    measured, sources = found.metrics, predictions.groupby("label")["source_group"].nunique()
    rows = [
        (name, sum(count), sources.get(name, 0), _estimate(recall), _estimate(precision))
        for name, count, recall, precision in zip(
            measured.classes, measured.confusion, measured.recall, measured.precision, strict=True
        )
    ]
    present = [i for i, one in enumerate(measured.recall) if one]
    names = [measured.classes[i] for i in present]
    columns = [[100 * getattr(measured.recall[i], key) for i in present] for key in ("value", "low", "high")]
    bars = plots.compare_bars(names, *columns, "recall in %, with 95 % interval over source photos")
    ends = [f"{name} {value:.0f} %" for name, value in zip(names, columns[0], strict=True)]
    picture = page.drawing(bars, f"Recall of each class: {', '.join(ends)}")
    table = page.table(("class", "images", "source photos", "recall", "precision"), rows, numbers=range(1, 5))
    return f'<div class="wide">{picture}</div>{table}'


def _mistakes(predictions: pd.DataFrame, root: Path) -> str:
    wrong = predictions[predictions["label"] != predictions["predicted"]]
    wrong = wrong.sort_values("confidence", ascending=False, kind="stable")
    # Copies of one photo would fill the page with one mistake.
    again = wrong["source_group"].duplicated() & (wrong["source_group"] != "")
    cards = [_mistake(row, root) for _, row in wrong[~again].head(MISTAKES).iterrows()]
    return f'<div class="mistakes">{"".join(cards)}</div>' if cards else "<p>None: every answer is right.</p>"


def _mistake(row: pd.Series, root: Path) -> str:
    said = f"{row['predicted']} ({_percent(row['confidence'])})"
    try:
        shown = page.thumbnail(
            photo.open_rgb(root / row["path"]), f"Photo of {row['label']}, taken for {said}"
        )
    except InputError:
        shown = "<p>The photo is gone.</p>"
    return f"""<figure>{shown}<figcaption>true: <b>{escape(row["label"])}</b><br>
predicted: <b>{escape(said)}</b><div class="path">{escape(row["path"])}</div></figcaption></figure>"""


def _calibration(found: Evaluation, predictions: pd.DataFrame) -> str:
    correct = (predictions["label"] == predictions["predicted"]).to_numpy()
    bins = metrics.calibration_bins(predictions["confidence"].to_numpy(), correct)
    error = f"Expected calibration error {_estimate(found.metrics.calibration_error)}"
    text = (
        f"{error}: mean confidence is {_percent(predictions['confidence'].mean())}, accuracy "
        f"{_percent(correct.mean())}."
    )
    picture = page.drawing(plots.reliability_diagram(bins), f"Reliability diagram. {text}")
    return f'<div class="figures">{picture}</div><p>{escape(text)}</p>'


def _split_counts(run: Run) -> str:
    parts = [part for part in (*PARTS, "out") if (run.table["split"] == part).any()]

    def counts(rows: pd.DataFrame) -> list[str]:
        each = [rows[rows["split"] == part] for part in parts]
        return [f"{len(one)} ({one['source_group'].nunique()})" for one in each]

    rows = [(name, *counts(of_class)) for name, of_class in run.table.groupby("label")]
    rows.append(("all", *counts(run.table)))
    reasons = run.table.loc[run.table["split"] == "out", "reason"].value_counts()
    out = "".join(f"<p>Left out: {count} images ({escape(reason)}).</p>" for reason, count in reasons.items())
    text = '<p class="read">Images of each part of the split (in brackets: their source photos).</p>'
    return text + page.table(("class", *parts), rows, numbers=range(1, len(parts) + 1)) + out


def _audit(config: TrainConfig, progress: Progress | None) -> str:
    try:
        found = catalog.read(dataset.folder(config), progress=progress)
        text = audit(leakage.with_source_groups(found, progress=progress)).table()
    except InputError as error:
        text = f"The data could not be audited again: {error}"
    return f"<h3>Audit of the folder</h3><pre>{escape(text)}</pre>"


def _configuration(config: TrainConfig) -> str:
    rows = []
    for field in fields(config):
        value, default = getattr(config, field.name), field.default
        shown = ["–" if one == "" else str(one) for one in (value, default)]
        rows.append((field.name, shown[0], "" if value == default else shown[1], field.metadata["help"]))
    return page.table(("setting", "value", "default", "meaning"), rows)


def _versions() -> list[tuple[str, str]]:
    device = torch.cuda.get_device_name() if torch.cuda.is_available() else "none"
    return [
        ("date", datetime.now().astimezone().isoformat(sep=" ", timespec="minutes")),
        ("system", f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"),
        ("processor", f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores"),
        ("graphics processor", device),
        ("libraries", ", ".join(f"{name} {version(name)}" for name in LIBRARIES)),
    ]


def _percent(share: float) -> str:
    return f"{100 * share:.1f}\N{NO-BREAK SPACE}%"


def _range(one: Estimate) -> str:
    return f"{100 * one.low:.1f} to {_percent(one.high)}"


def _estimate(one: Estimate | None) -> str:
    return f"{_percent(one.value)} ({_range(one)})" if one else "–"
