#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes shap.tsv: small random networks, patterns, and their DeepSHAP values and plain gradients by PyTorch (see deepshap.py in
benchmarks/explanation for the rules). Run: make-shap.py PATH_OF_benchmarks/explanation, in this folder."""
import sys
sys.path.insert(0, sys.argv[1])
import torch
from torch import nn
import deepshap

torch.manual_seed(7)


def line(out, name, tensor):
    out.write(name + "\t" + " ".join("%.9g" % v for v in tensor.detach().flatten().tolist()) + "\n")


with open("shap.tsv", "w") as out:
    for case, (length, blocks, dense, classes) in enumerate([(53, [[4, 5], [6]], 7, 3), (64, [[3], [4, 4, 5], [6]], 8, 4)]):
        model = deepshap.network(length, blocks, dense, classes)
        for module in model:
            if hasattr(module, "weight"):
                nn.init.kaiming_normal_(module.weight)
                nn.init.normal_(module.bias, std=0.2)
        model[-1].weight.data *= 0.3  # no class saturates
        # peaks on a flat zero floor, as patterns have: ties and dead regions on purpose
        rows = torch.rand(6, 1, length) * (torch.rand(6, 1, length) > 0.7) * 3
        x, background = rows[:1], rows[1:]
        line(out, f"{case}.shape", torch.tensor([length, len(blocks), dense, classes]))
        line(out, f"{case}.channels", torch.tensor([n for b in blocks for n in [len(b)] + b]))
        layer = 0
        for module in model:
            if isinstance(module, nn.Conv1d):  # to [3][in][out]
                line(out, f"{case}.kernel{layer}", module.weight.permute(2, 1, 0))
                line(out, f"{case}.bias{layer}", module.bias)
                layer += 1
        first, last = [m for m in model if isinstance(m, nn.Linear)]
        positions = length // 2 ** len(blocks)  # channels-major to positions-major
        line(out, f"{case}.dense", first.weight.view(dense, -1, positions).permute(2, 1, 0))
        line(out, f"{case}.denseBias", first.bias)
        line(out, f"{case}.output", last.weight.t())
        line(out, f"{case}.outputBias", last.bias)
        line(out, f"{case}.x", x)
        line(out, f"{case}.background", background)
        line(out, f"{case}.logits", model(x))
        for kind, net in (("logit", model), ("probability", nn.Sequential(*model, nn.Softmax(dim=1)))):
            shap = deepshap.DeepShap(net, background)
            line(out, f"{case}.{kind}.base", shap.base)
            for c in range(classes):
                line(out, f"{case}.{kind}.{c}", shap.explain(x, c))
                at = x.clone().requires_grad_()
                line(out, f"{case}.{kind}.gradient.{c}", torch.autograd.grad(net(at)[0, c], at)[0])
