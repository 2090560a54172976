"""What AASIST-L costs: parameters and multiply-accumulates, from its published architecture.

Its paper (Jung et al., arXiv 2110.01200) and its repository (github.com/clovaai/aasist) give its
parameters, 85,306, but no multiply-accumulates. They follow from `models/AASIST.py` with
`config/AASIST-L.conf` there; that the same arithmetic gives 85,306 parameters is tested. Counted
are convolutions, linear layers and products of matrices, as `training.model.multiply_accumulates`
counts ours.
"""

from __future__ import annotations

from dataclasses import dataclass

PUBLISHED_PARAMETERS = 85_306
RATE_HZ = 16_000
SAMPLES = 64_600
SINC_TAPS, SINC_BANDS = 129, 70
"""`first_conv` is 128, and `CONV` makes an even length odd; the filters have no parameters."""
BLOCKS = ((1, 32), (32, 32), (32, 24), (24, 24), (24, 24), (24, 24))
WIDTHS = (24, 32)
"""`gat_dims`: features of a node in the first graphs, and in those after them."""
KEPT = (0.4, 0.5, 0.7)
"""`pool_ratios`: of the spectral nodes, of the temporal ones, of both after a joint layer."""


@dataclass
class Count:
    """A running sum over the layers of one clip of `SAMPLES`."""

    parameters: int = 0
    multiply_accumulates: int = 0

    def convolution(self, channels: tuple[int, int], size: tuple[int, int], taps: int) -> None:
        """From some channels to others, with biases; gives a map of `size`."""
        inputs, outputs = channels
        weights = inputs * outputs * taps
        self.parameters += weights + outputs
        self.multiply_accumulates += size[0] * size[1] * weights

    def linear(self, inputs: int, outputs: int, rows: int, *, bias: bool = True) -> None:
        """With biases unless it is an attention's weight vector."""
        self.parameters += inputs * outputs + outputs * bias
        self.multiply_accumulates += rows * inputs * outputs

    def encoder(self, bands: int, frames: int) -> tuple[int, int]:
        """Residual blocks over [bands, frames]; returns the size of the map that they leave."""
        for i, (inputs, outputs) in enumerate(BLOCKS):
            self.parameters += 2 * outputs + (2 * inputs if i > 0 else 0)  # normalisation
            self.convolution((inputs, outputs), (bands + 1, frames), 2 * 3)
            self.convolution((outputs, outputs), (bands, frames), 2 * 3)
            if inputs != outputs:
                self.convolution((inputs, outputs), (bands, frames), 1 * 3)
            frames //= 3
        return bands, frames

    def projections(self, inputs: int, outputs: int, nodes: int) -> None:
        """The new nodes from the old ones, with and without attention."""
        self.multiply_accumulates += nodes * nodes * inputs
        self.linear(inputs, outputs, nodes)
        self.linear(inputs, outputs, nodes)
        self.parameters += 2 * outputs  # normalisation

    def attention(self, inputs: int, outputs: int, nodes: int) -> None:
        """`GraphAttentionLayer`."""
        self.linear(inputs, outputs, nodes * nodes)
        self.linear(outputs, 1, nodes * nodes, bias=False)
        self.projections(inputs, outputs, nodes)

    def joint_attention(self, inputs: int, outputs: int, temporal: int, spectral: int) -> None:
        """`HtrgGraphAttentionLayer`: two kinds of nodes, and a master that listens to all."""
        nodes = temporal + spectral
        self.linear(inputs, inputs, temporal)
        self.linear(inputs, inputs, spectral)
        self.linear(inputs, outputs, nodes * nodes)
        for pairs in (temporal**2, spectral**2, 2 * temporal * spectral, nodes):
            self.linear(outputs, 1, pairs, bias=False)
        self.linear(inputs, outputs, nodes)
        self.projections(inputs, outputs, nodes)
        self.multiply_accumulates += nodes * inputs
        self.linear(inputs, outputs, 1)
        self.linear(inputs, outputs, 1)

    def pool(self, width: int, nodes: int, kept: float) -> int:
        """`GraphPool`; returns how many nodes are left."""
        self.linear(width, 1, nodes)
        return max(int(nodes * kept), 1)


def count() -> Count:
    """Every layer of AASIST-L for one clip of `SAMPLES`, which is 4.04 s."""
    c = Count()
    filtered = SAMPLES - SINC_TAPS + 1
    c.multiply_accumulates += SINC_BANDS * SINC_TAPS * filtered
    c.parameters += 2  # normalisation
    spectral, temporal = c.encoder(SINC_BANDS // 3, filtered // 3)
    first, then = WIDTHS
    c.parameters += spectral * BLOCKS[-1][1] + 2 * first  # positions and both masters
    c.attention(BLOCKS[-1][1], first, spectral)
    c.attention(BLOCKS[-1][1], first, temporal)
    spectral = c.pool(first, spectral, KEPT[0])
    temporal = c.pool(first, temporal, KEPT[1])
    for _ in range(2):
        c.joint_attention(first, then, temporal, spectral)
        fewer = [c.pool(then, nodes, KEPT[2]) for nodes in (temporal, spectral)]
        c.joint_attention(then, then, *fewer)
    c.linear(5 * then, 2, 1)
    return c
