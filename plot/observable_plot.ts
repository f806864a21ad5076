/**
 * What is used of Observable Plot. The package is named and pinned here alone, and in the import itself: a module that is
 * imported by URL has no import map.
 *
 * @module
 */

export {
  areaY,
  axisX,
  axisY,
  barX,
  dot,
  frame,
  gridX,
  gridY,
  line,
  type Markish,
  plot,
  ruleX,
  ruleY,
  type ScaleOptions,
  text,
} from "npm:@observablehq/plot@0.6.17";
