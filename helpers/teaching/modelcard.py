"""A model card, filled in from a run's own files: what the model is, how good, and when not to ask it.

Mitchell et al. 2019, "Model cards for model reporting", arXiv:1810.03993.

>>> model_card(run, evaluation, rejector)
"""

from helpers.evaluation.reject import Rejector
from helpers.evaluation.result import Evaluation
from helpers.teaching.card import Card
from helpers.teaching.language import translate as _
from helpers.training.run import Run


def model_card(run: Run, found: Evaluation, rejector: Rejector) -> Card:
    """The card of a run, its evaluation on the test part and its reject option."""
    measured, config = found.metrics, run.config
    parts = run.table["split"].value_counts()
    recalls = {
        name: recall.value for name, recall in zip(run.classes, measured.recall, strict=True) if recall
    }
    weakest = min(recalls, key=recalls.get)
    chance = 1 / len(run.classes)
    sentences = [
        _("Model: {model}, {size} px, {epochs} epochs, {optimizer}, seed {seed}."),
        _(
            "Trained on {train} photos, validated on {val}, tested on {test} ({sources} fish); "
            "split: {split}."
        ),
        _("Balanced accuracy {accuracy:.0%} (95 %: {low:.0%} to {high:.0%}); by chance {chance:.0%}."),
        _("Weakest class: {weakest}, of which {recall:.0%} are found."),
        _("Calibration error {error:.0%}."),
        _("“Not sure” for {rejected:.0%} of the validation photos."),
        _("Leaks found: {leaks}."),
        _("Not for: photos of another kind, conditions beyond the {count}, decisions without a person."),
    ]
    figures = {
        "model": config.model, "size": config.size_px, "epochs": config.epochs, "seed": config.seed,
        "optimizer": config.optimizer, "train": parts["train"], "val": parts["val"],
        "test": measured.images, "sources": measured.source_groups, "split": found.split,
        "accuracy": measured.balanced_accuracy.value, "low": measured.balanced_accuracy.low,
        "high": measured.balanced_accuracy.high, "chance": chance, "weakest": weakest,
        "recall": recalls[weakest], "error": measured.calibration_error.value,
        "rejected": rejector.rejected, "leaks": len(found.leaks), "count": len(run.classes),
    }  # fmt: skip
    text = _("Which of {count} conditions does a fish have?").format(count=len(run.classes))
    return Card(_("Model card"), text, mark="▤", items=tuple(line.format(**figures) for line in sentences))
