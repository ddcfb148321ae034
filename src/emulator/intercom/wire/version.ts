// Intercom docs: stable versions up to 2.17; the rolling channel is Preview, formerly Unstable.

declare const brand: unique symbol;
/** Comparable: 2.16 is 216; Preview and Unstable come after every stable version. */
export type ApiVersion = number & { readonly [brand]: 'ApiVersion' };

const STABLE = [
  ...['1.0', '1.1', '1.2', '1.3', '1.4'],
  ...Array.from({ length: 18 }, (_, minor) => `2.${minor}`),
];

const VERSIONS: ReadonlyMap<string, ApiVersion> = new Map([
  ...STABLE.map((name) => [name, rank(name)] as const),
  ['Preview', Number.POSITIVE_INFINITY as ApiVersion],
  ['Unstable', Number.POSITIVE_INFINITY as ApiVersion],
]);

/** The version of an `Intercom-Version` header; undefined when Intercom has no such version. */
export function knownVersion(name: string): ApiVersion | undefined {
  return VERSIONS.get(name);
}

export function atLeast(version: ApiVersion, name: `2.${number}`): boolean {
  return version >= rank(name);
}

function rank(name: string): ApiVersion {
  const [major, minor] = name.split('.');
  return (Number(major) * 100 + Number(minor)) as ApiVersion;
}
