// What our own cards put between their words: ids, times and links. They look like numbers of other kinds at times,
// and are taken out before a text is read for personal data.

/** Instead of a text in which a rule matched. */
export const GENERIC =
  ':warning: Something needs a person, and its details were held back: they looked like personal data. ' +
  'The log of this service has the notice.';

const MARKS: readonly (readonly [RegExp, string])[] = [
  // Times, people, and links but for their labels.
  [/<!date\^\d{1,12}\^[^|>]{0,60}\|[^>]{0,40}>/g, ' '],
  [/\b\d{4}-\d\d-\d\d \d\d:\d\d UTC\b/g, ' '],
  [/<@[UW][A-Z0-9]{2,30}>/g, ' '],
  [
    /<?https:\/\/app\.(?:eu\.|au\.)?intercom\.com\/a\/inbox\/[\w-]{1,64}\/inbox\/conversation\/[\w-]{1,64}(?:#part_id=comment-[\w-]{1,64}-[\w-]{1,64})?\|?/g,
    ' ',
  ],
  // Ids after their words, and rules and notices in their quotes.
  [/\b(?:[Cc]onversation|[Mm]essage|[Nn]otice|[Ee]xception|[Rr]equest) `?[\w-]{1,64}`?/g, ' '],
  [/`[a-z][a-z0-9_]{0,39}\.[a-z][a-z0-9_]{0,59}`/g, ' '],
];

export function withoutOwnMarks(text: string): string {
  return MARKS.reduce((rest, [mark, instead]) => rest.replace(mark, instead), text);
}
