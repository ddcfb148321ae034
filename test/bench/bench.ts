// `npm run bench -- NAME …`: runs the named benchmarks, or all. They print ratios and never fail by time.

const BENCHES: Readonly<Record<string, () => Promise<() => Promise<void>>>> = {
  ack: async () => (await import('./ack.ts')).benchAck,
  exposure: async () => (await import('./exposure.ts')).benchExposure,
  memory: async () => (await import('./memory.ts')).benchMemory,
  backfill: async () => (await import('./backfill.ts')).benchBackfill,
  detect: async () => (await import('./detect.ts')).benchDetect,
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(BENCHES, name));
if (unknown.length > 0) {
  process.stderr.write(`There is no benchmark of this name. There are: ${Object.keys(BENCHES).join(', ')}\n`);
  process.exit(2);
}
for (const [name, load] of Object.entries(BENCHES)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  process.stdout.write(`\n== ${name}\n`);
  await (await load())();
}
process.exit(0);
