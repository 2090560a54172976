/**
 * The layers that take the network most of its time, in the memory of TensorFlow.js and on its
 * tensors, of single precision as they are. web/src/layers.js is the other end.
 */

export { first } from "./first";
export { multiply } from "./multiply";
export { winograd } from "./winograd";
