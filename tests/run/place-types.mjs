// Puts the module's declarations beside the module, and beside them the one generated file that
// they lean on, so that a consumer's compiler needs nothing else of this project.
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';

const kernel = 'dist/lib/types/build/release';
mkdirSync(kernel, { recursive: true });
copyFileSync('build/release/kernel.d.ts', `${kernel}/kernel.d.ts`);
// AbortSignal and WebAssembly are declared there and nowhere else.
writeFileSync(
  'dist/lib/gridledger.d.ts',
  '/// <reference lib="dom" />\nexport * from \'./types/web/gridledger.js\';\n',
);
