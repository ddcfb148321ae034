// The rules of a folder, ready to scan with; refused as a whole when one of them is wrong.

import { fileURLToPath } from 'node:url';
