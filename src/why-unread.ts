/** Why a file could not be read, after its name; undefined when the error is none of a file system. */
export function whyUnread(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'is not there';
    case 'EISDIR':
      return 'is a folder, not a file';
    case 'EACCES':
    case 'EPERM':
      return `may not be read by this process (user ${process.getuid?.() ?? 'unknown'})`;
    default:
      return /^E[A-Z]+$/.test(code) ? `cannot be read (${code})` : undefined;
  }
}
