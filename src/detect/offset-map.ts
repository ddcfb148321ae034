// Leads from offsets in a derived text back to offsets in the text that it came from. All are UTF-16 units.

export interface OffsetMap {
  /** Where the character at `offset` begins in the source. */
  startOf(offset: number): number;
  /** Where the character before `offset` ends in the source. */
  endOf(offset: number): number;
}

/** A stretch of text to scan by itself, with its way back to the body that it came from. */
export interface Segment {
  readonly text: string;
  readonly map: OffsetMap;
}

export const IDENTITY: OffsetMap = { startOf: (offset) => offset, endOf: (offset) => offset };

/** The way from the third text to the first, given its way to the second and the second's to the first. */
export function chain(near: OffsetMap, far: OffsetMap): OffsetMap {
  if (far === IDENTITY) return near;
  if (near === IDENTITY) return far;
  return {
    startOf: (offset) => far.startOf(near.startOf(offset)),
    endOf: (offset) => far.endOf(near.endOf(offset)),
  };
}

export interface RunMapBuilder {
  /** Says that the text from `textStart` on came from `sourceStart` to `sourceEnd`. Runs come in order. */
  add(textStart: number, sourceStart: number, sourceEnd: number): void;
  build(textLength: number): OffsetMap;
}

/**
 * A map made of runs. A run as long as its source goes character by character; any other run, such as a
 * decoded entity, is one with the whole of its source.
 */
export function createRunMap(): RunMapBuilder {
  const textStarts: number[] = [];
  const sourceStarts: number[] = [];
  const sourceEnds: number[] = [];
  return {
    add(textStart, sourceStart, sourceEnd) {
      textStarts.push(textStart);
      sourceStarts.push(sourceStart);
      sourceEnds.push(sourceEnd);
    },
    build: (textLength) => runMap(textStarts, sourceStarts, sourceEnds, textLength),
  };
}

function runMap(
  textStarts: readonly number[],
  sourceStarts: readonly number[],
  sourceEnds: readonly number[],
  textLength: number,
): OffsetMap {
  const runAt = (offset: number): number => {
    let low = 0;
    let high = textStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((textStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const isLiteral = (run: number): boolean =>
    (textStarts[run + 1] ?? textLength) - (textStarts[run] ?? 0) ===
    (sourceEnds[run] ?? 0) - (sourceStarts[run] ?? 0);
  return {
    startOf(offset) {
      const run = runAt(offset);
      const delta = isLiteral(run) ? offset - (textStarts[run] ?? 0) : 0;
      return (sourceStarts[run] ?? 0) + delta;
    },
    endOf(offset) {
      const run = runAt(offset - 1);
      if (!isLiteral(run)) return sourceEnds[run] ?? 0;
      return (sourceStarts[run] ?? 0) + offset - (textStarts[run] ?? 0);
    },
  };
}
