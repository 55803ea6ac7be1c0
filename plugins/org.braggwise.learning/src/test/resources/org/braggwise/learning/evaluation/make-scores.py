#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes scores.tsv: random predictions and what scikit-learn and plain NumPy say of them. Run beside the file it writes."""
import numpy as np
from sklearn import metrics
from sklearn.covariance import LedoitWolf

rng = np.random.default_rng(5)
n, classes, bins = 120, 4, 10
logits = np.round(rng.normal(size=(n, classes)) * 2, 3)
labels = np.array([rng.choice(classes, p=np.exp(z) / np.exp(z).sum()) for z in logits * 0.6])
p = np.exp(logits) / np.exp(logits).sum(1, keepdims=True)
predicted = p.argmax(1)
confidence = p.max(1)
right = predicted == labels
entropy = -(p * np.log(p)).sum(1)

edges = np.linspace(0, 1, bins + 1)
ece = 0.0
for low, high in zip(edges[:-1], edges[1:]):
    inside = (confidence > low) & (confidence <= high)
    if inside.any():
        ece += inside.mean() * abs(right[inside].mean() - confidence[inside].mean())
mass = sum(len(rows) / n * abs(right[rows].mean() - confidence[rows].mean())
           for rows in np.array_split(np.argsort(confidence, kind="stable"), bins))
precision, recall, f1, _ = metrics.precision_recall_fscore_support(labels, predicted, zero_division=0)
grid = np.exp(np.linspace(np.log(0.3), np.log(6), 20001))
temperature = grid[np.argmin([-np.mean((logits / t)[np.arange(n), labels] - np.log(np.exp(logits / t).sum(1))) for t in grid])]
features = np.round(rng.normal(size=(50, 6)) @ rng.normal(size=(6, 6)), 3).astype(np.float32).astype(float)
centred = features - features.mean(0)
shrunk = LedoitWolf(assume_centered=True).fit(centred)
probe = np.round(rng.normal(size=6) * 2, 3).astype(np.float32).astype(float)
out = {
    "logits": logits.ravel(), "labels": labels, "accuracy": [metrics.accuracy_score(labels, predicted)],
    "macroF1": [metrics.f1_score(labels, predicted, average="macro")],
    "balancedAccuracy": [metrics.balanced_accuracy_score(labels, predicted)], "precision": precision, "recall": recall, "f1": f1,
    "confusion": metrics.confusion_matrix(labels, predicted).ravel(), "nll": [metrics.log_loss(labels, p)],
    "brier": [((p - np.eye(classes)[labels]) ** 2).sum(1).mean()], "ece": [ece], "eceMass": [mass],
    "auroc": [metrics.roc_auc_score(~right, entropy)], "aurocTied": [metrics.roc_auc_score(~right, np.round(entropy, 1))],
    "best50": [right[np.argsort(entropy, kind="stable")[: n // 2]].mean()], "temperature": [temperature],
    "features": features.ravel(), "shrinkage": [shrunk.shrinkage_], "covariance": shrunk.covariance_.ravel(), "probe": probe,
    "distance": [float((probe - features.mean(0)) @ np.linalg.inv(shrunk.covariance_) @ (probe - features.mean(0)))],
}
with open("scores.tsv", "w") as f:
    for name, values in out.items():
        f.write(name + "\t" + " ".join(repr(float(v)) for v in values) + "\n")
