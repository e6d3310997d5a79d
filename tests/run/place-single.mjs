// Puts the one-file edition beside the page.
import { copyFileSync, mkdirSync } from 'node:fs';

mkdirSync('dist', { recursive: true });
copyFileSync('build/single/index.html', 'dist/gridledger.html');
