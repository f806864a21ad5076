/**
 * Options of a picture: size, time window, text.
 *
 * @module
 */

/**
 * Options that every picture has.
 *
 * @category Pictures
 */
export interface PlotOptions {
  /** Width of the picture [px], at least 320; 720 where it is left out. */
  readonly width?: number;
  /** Height of the picture [px], at least 80 per panel and the text above; fitting where it is left out. */
  readonly height?: number;
  /** Start of the window of time that is drawn [ms]; the recording's where it is left out. */
  readonly from?: number;
  /** End of the window of time that is drawn [ms]; the recording's where it is left out. */
  readonly to?: number;
  /** Title; network, scale and mean rates where it is left out. */
  readonly title?: string;
  /** Subtitle; engine, method, dt and seed where it is left out. What a picture does not show is added to either. */
  readonly subtitle?: string;
}

/**
 * Options of a picture of traces.
 *
 * @category Pictures
 */
export interface TracePlotOptions extends PlotOptions {
  /** The neurons that are drawn, at most eight; the first eight that were traced where it is left out. */
  readonly neurons?: readonly number[];
}
