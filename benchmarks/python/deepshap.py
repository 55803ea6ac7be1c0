# SPDX-License-Identifier: GPL-3.0-or-later
"""DeepSHAP in PyTorch, written for Braggwise after the published rules (Shrikumar et al. 2017; Lundberg and Lee 2017) and with the
conventions of shap's deep explainer for PyTorch, which is not packaged for Debian:

- the pattern, tiled, and the background go through the network as one batch, and back once; hooks replace gradients by multipliers;
- ReLU and softmax elementwise: change of output / change of input, or the plain gradient where the input changes by less than 1e-6;
- max-pooling by the cross maximum, 0 where the input changes by less than 1e-7;
- the background's half of the input gradient, times the change of the input, averaged over the background.
"""
import torch
from torch import nn
from torch.nn import functional as F


def network(length, blocks, dense, classes, softmax=False):
    """The B-VGGNet: conv3 + ReLU, max-pooling of 2 after each block, dense + ReLU, output. Patterns are rows x 1 x length."""
    layers, channels = [], 1
    for block in blocks:
        for width in block:
            layers += [nn.Conv1d(channels, width, 3, padding=1), nn.ReLU()]
            channels = width
        layers.append(nn.MaxPool1d(2))
        length //= 2
    layers += [nn.Flatten(), nn.Linear(length * channels, dense), nn.ReLU(), nn.Linear(dense, classes)]
    if softmax:
        layers.append(nn.Softmax(dim=1))
    return nn.Sequential(*layers)


def halves(t):
    return t[: t.shape[0] // 2], t[t.shape[0] // 2:]


def remember(module, inputs, output):
    module.seen = inputs[0].detach(), output.detach()


def elementwise(module, grad_input, grad_output):
    (in_x, in_b), (out_x, out_b) = map(halves, module.seen)
    change = (in_x - in_b).repeat(2, *[1] * (in_x.dim() - 1))
    ratio = ((out_x - out_b) / (in_x - in_b)).repeat(2, *[1] * (in_x.dim() - 1))
    return (torch.where(change.abs() < 1e-6, grad_input[0], grad_output[0] * ratio),)


def pooling(module, grad_input, grad_output):
    x, y = module.seen
    change = halves(x)[0] - halves(x)[1]
    y_x, y_b = halves(y)
    cross = torch.max(y_x, y_b)
    shares = torch.cat([cross - y_b, y_x - cross])
    with torch.no_grad():
        _, where = F.max_pool1d(x, 2, 2, return_indices=True)
        at_x, at_b = halves(F.max_unpool1d(grad_output[0] * shares, where, 2, 2, 0, list(x.shape)))
    multiplier = torch.where(change.abs() < 1e-7, torch.zeros_like(change), (at_x + at_b) / change)
    return (multiplier.repeat(2, 1, 1),)


class DeepShap:
    def __init__(self, model, background):
        self.model, self.background = model.eval(), background
        with torch.no_grad():
            self.base = model(background).mean(0)

    def explain(self, pattern, index):
        """Attributions of one pattern (1 x 1 x length) for one output."""
        hooks = []
        for module in self.model:
            rule = {nn.ReLU: elementwise, nn.Softmax: elementwise, nn.MaxPool1d: pooling}.get(type(module))
            if rule:
                hooks += [module.register_forward_hook(remember), module.register_full_backward_hook(rule)]
        joint = torch.cat([pattern.repeat(len(self.background), 1, 1), self.background]).requires_grad_()
        gradient = torch.autograd.grad(self.model(joint)[:, index].sum(), joint)[0]
        for hook in hooks:
            hook.remove()
        return (halves(gradient)[1] * (pattern - self.background)).mean(0)[0].detach()
