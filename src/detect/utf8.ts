// RE2 reads UTF-8. A string given to it is converted anew for each pattern, which takes longer than most searches;
// so a text that many patterns search is converted once.

/** Bytes that hold until the next text is given. */
export type Utf8 = (text: string) => Uint8Array;

const KEPT_BYTES = 64 * 1024;
/** UTF-8 takes at most so many bytes for one UTF-16 unit. */
const UNIT_BYTES = 3;

export function createUtf8(): Utf8 {
  const encoder = new TextEncoder();
  const kept = new Uint8Array(KEPT_BYTES);
  return (text) => {
    if (text.length * UNIT_BYTES > KEPT_BYTES) return encoder.encode(text);
    return kept.subarray(0, encoder.encodeInto(text, kept).written);
  };
}
