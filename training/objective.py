"""What a training makes small: how far each branch's answer is from the truth."""

from __future__ import annotations

import keras

from training.params import LABELS


class MemberLoss(keras.losses.Loss):
    """Cross-entropy of each branch on its own, so that they learn to err differently.

    Targets float32 [n, 4], logits float32 [n, branches, 4] → float32 [n]. What is said about
    voices does not count: `voice` sees to that when all else is learned.
    """

    def __init__(self, label_smoothing: float) -> None:
        super().__init__(name="member_loss")
        self.label_smoothing = label_smoothing

    def call(self, y_true: keras.KerasTensor, y_pred: keras.KerasTensor) -> keras.KerasTensor:
        labels = y_pred[..., : len(LABELS)]
        targets = keras.ops.broadcast_to(y_true[:, None, : len(LABELS)], keras.ops.shape(labels))
        losses = keras.losses.categorical_crossentropy(
            targets, labels, from_logits=True, label_smoothing=self.label_smoothing
        )
        return keras.ops.mean(losses, axis=1)


def accuracy(y_true: keras.KerasTensor, y_pred: keras.KerasTensor) -> keras.KerasTensor:
    """Of the branches together, as `MemberLoss` takes them: 1 where they are right, float [n]."""
    labels = slice(len(LABELS))
    mean = keras.ops.mean(y_pred[..., labels], axis=1)
    return keras.metrics.categorical_accuracy(y_true[:, labels], mean)
